#version 300 es
precision highp float;
in float size;
uniform vec4 ink;
uniform float radius;
out vec4 colour;

void main() {
  float away = length(gl_PointCoord - 0.5) * size;
  float alpha = ink.a * clamp(radius + 0.5 - away, 0.0, 1.0);
  if (alpha < 0.004) discard;
  colour = vec4(ink.rgb * alpha, alpha);
}
