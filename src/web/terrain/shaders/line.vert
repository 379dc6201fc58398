#version 300 es
// A piece of a line between two of its points, as a rectangle that faces the reader: six vertices, told by their number.
precision highp float;
precision highp sampler2D;
// Places, and how far along the line they are, in the world; before a gap that is negative. Rows of 1024.
uniform sampler2D points;
// Whether its points are drawn, and not what is between them.
uniform float beads;
uniform mat4 camera;
// Half of the canvas, in device pixels.
uniform vec2 half_size;
// Half of the width, in device pixels.
uniform float half_width;
uniform float round_ends;
// How far the line is drawn in front of the surface it lies on.
uniform float nearer;
// CSS pixels in a unit of the world.
uniform float scale;
out vec2 place;
out float length_of;
out vec2 along;

vec4 point(int i) {
  return texelFetch(points, ivec2(i & 1023, i >> 10), 0);
}

void main() {
  int piece = gl_VertexID / 6, turn = gl_VertexID - 6 * piece;
  vec4 from = point(piece), to = point(beads > 0.5 ? piece : piece + 1);
  vec4 a = camera * vec4(from.xyz, 1.0);
  vec4 b = camera * vec4(to.xyz, 1.0);
  vec2 pa = a.xy / a.w * half_size, pb = b.xy / b.w * half_size;
  vec2 way = pb - pa;
  length_of = length(way);
  vec2 u = length_of > 1e-4 ? way / length_of : vec2(1.0, 0.0);
  vec2 corner = vec2(turn == 1 || turn == 3 || turn == 4, turn == 2 || turn == 4 || turn == 5);
  float reach = half_width + 1.0;
  float beyond = round_ends > 0.5 ? reach : 0.0;
  place = vec2(mix(-beyond, length_of + beyond, corner.x), mix(-reach, reach, corner.y));
  along = vec2(from.w, to.w) * scale;
  vec4 end = corner.x > 0.5 ? b : a;
  vec2 at = pa + u * place.x + vec2(-u.y, u.x) * place.y;
  gl_Position = vec4(at / half_size * end.w, end.z - nearer * end.w, end.w);
  // A gap, or what has no place.
  if (from.w < 0.0 || to.w < 0.0 || a.w <= 0.0 || b.w <= 0.0) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}
