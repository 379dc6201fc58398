#version 300 es
precision highp float;
in vec2 place;
in float length_of;
in vec2 along;
uniform vec4 ink;
uniform float half_width;
// Lengths drawn and left out by turns, in CSS pixels; and their sum, 0 for a solid line.
uniform float dashes[6];
uniform float dash_sum;
out vec4 colour;

void main() {
  float beside = max(max(-place.x, place.x - length_of), 0.0);
  float cover = clamp(half_width + 0.5 - length(vec2(beside, place.y)), 0.0, 1.0);
  if (dash_sum > 0.0) {
    float way = mix(along.x, along.y, clamp(place.x / max(length_of, 1e-4), 0.0, 1.0));
    float soft = max(fwidth(way), 1e-3);
    float rest = mod(way, dash_sum), drawn = 0.0, end = 0.0;
    for (int i = 0; i < 6; i += 2) {
      float first = end, last = first + dashes[i];
      drawn = max(drawn, clamp((min(rest - first, last - rest)) / soft + 0.5, 0.0, 1.0) * step(1e-6, dashes[i]));
      end = last + dashes[i + 1];
    }
    cover *= drawn;
  }
  float alpha = ink.a * cover;
  if (alpha < 0.004) discard;
  colour = vec4(ink.rgb * alpha, alpha);
}
