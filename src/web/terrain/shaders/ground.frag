#version 300 es
// The surface: colours of the map, soft light, level lines and a grid. The level lines are those of the map: they
// follow the same field.
precision highp float;
precision highp sampler2D;
in vec2 node;
in vec3 up;
in float wall;
in vec3 spot;
// The tone at each node times the number of bands.
uniform sampler2D field;
uniform float bands;
uniform vec3 land[5];
uniform vec3 contour;
uniform vec3 stone;
// The direction to the light, and what it does: how much of white the brightest ground is given, how much of their
// colour the darkest and the underside lose.
uniform vec3 light;
uniform vec3 shade;
uniform float risen;
// Device pixels in a CSS pixel.
uniform float density;
// How strong level lines and index lines are.
uniform vec2 ink;
// The lines of the grid: how many nodes apart, and the node of one of them.
uniform vec4 grid;
out vec4 colour;

float node_at(ivec2 at) {
  return texelFetch(field, clamp(at, ivec2(0), textureSize(field, 0) - 1), 0).r;
}

// Between the nodes as the map has it: linear.
float level_at(vec2 at) {
  vec2 base = floor(at), share = at - base;
  ivec2 i = ivec2(base);
  float low = mix(node_at(i), node_at(i + ivec2(1, 0)), share.x);
  float high = mix(node_at(i + ivec2(0, 1)), node_at(i + ivec2(1, 1)), share.x);
  return mix(low, high, share.y);
}

vec3 ground(float tone) {
  float at = clamp(tone, 0.0, 0.9999) * 4.0;
  int i = int(at);
  return mix(land[i], land[i + 1], at - float(i));
}

// How much of a line of a width in CSS pixels covers this pixel, `distance` device pixels from its middle.
float line(float distance, float width) {
  return clamp(0.5 * width * density + 0.5 - distance, 0.0, 1.0);
}

void main() {
  float level = level_at(node);
  float slope = max(length(vec2(dFdx(level), dFdy(level))), 1e-6);
  vec2 across = vec2(length(vec2(dFdx(node.x), dFdy(node.x))), length(vec2(dFdx(node.y), dFdy(node.y))));
  bool below = !gl_FrontFacing && wall < 0.5;

  vec3 banded = ground((min(floor(max(level, 0.0)), bands - 1.0) + 0.5) / bands);
  vec3 base = mix(banded, ground(level / bands), risen);
  vec3 face = normalize(up) * (below ? -1.0 : 1.0);
  if (wall > 0.5) base = mix(stone, base, 0.35);
  float lit = dot(face, light) - light.z;
  float bright = clamp(lit > 0.0 ? lit / (1.0 - light.z) : lit / (1.0 + light.z) * 1.6, -1.0, 1.0);
  bright *= (wall > 0.5 ? 0.6 : 1.0) * mix(0.4, 1.0, risen);
  base = bright > 0.0 ? mix(base, vec3(1.0), shade.x * bright) : base * (1.0 + shade.y * bright);
  if (below) base *= 1.0 - shade.z;

  if (wall < 0.5) {
    float nearest = max(round(level), 1.0);
    float distance = abs(level - nearest) / slope;
    bool index = mod(nearest, 4.0) < 0.5;
    float strength = clamp(1.25 - 2.6 * slope * density, 0.12, 1.0);
    if (nearest >= bands) strength = 0.0;
    base = mix(base, contour, line(distance, index ? 1.4 : 1.0) * (index ? ink.y : ink.x) * strength);
    vec2 cell = (node - grid.zw) / grid.xy;
    vec2 near = abs(cell - round(cell)) * grid.xy / max(across, vec2(1e-6));
    vec2 sparse = clamp(1.25 - 2.6 * across / grid.xy * density * 2.0, 0.0, 1.0);
    float lines = max(line(near.x, 0.75) * sparse.x, line(near.y, 0.75) * sparse.y);
    base = mix(base, contour, lines * 0.15 * risen);
  }
  colour = vec4(base, 1.0);
}
