#version 300 es
// A particle: a point of the plane, on the ground.
precision highp float;
precision highp sampler2D;
layout(location = 0) in vec2 spot;
uniform mat4 camera;
// How the plane lies in the world: world = spot * plate.xy + plate.zw; and half of the plate's sides.
uniform vec4 plate;
uniform vec2 half_sides;
// How high the ground stands at the nodes of a grid over the plate; far below in a hole.
uniform sampler2D heights;
// In device pixels.
uniform float radius;
// How far it is drawn in front of the ground.
uniform float nearer;
out float size;

float height_at(ivec2 node) {
  return texelFetch(heights, node, 0).r;
}

void main() {
  size = 2.0 * radius + 1.0;
  gl_PointSize = size;
  // What has left the plate, or never had a place.
  gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  vec2 world = spot * plate.xy + plate.zw;
  if (!(all(lessThanEqual(abs(world), half_sides)))) return;
  ivec2 last = textureSize(heights, 0) - 1;
  vec2 at = (world / half_sides * 0.5 + 0.5) * vec2(last);
  ivec2 node = clamp(ivec2(at), ivec2(0), last - 1);
  vec2 share = at - vec2(node);
  float low = mix(height_at(node), height_at(node + ivec2(1, 0)), share.x);
  float high = mix(height_at(node + ivec2(0, 1)), height_at(node + ivec2(1, 1)), share.x);
  float z = mix(low, high, share.y);
  if (z < -1.0) return;
  gl_Position = camera * vec4(world, z, 1.0);
  gl_Position.z -= nearer * gl_Position.w;
}
