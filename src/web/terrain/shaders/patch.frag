#version 300 es
precision highp float;
in vec3 place;
in float near;
uniform vec4 ink;
out vec4 colour;

void main() {
  // Its tilt as soft light: the reader sees which way it leans.
  vec3 face = normalize(cross(dFdx(place), dFdy(place)));
  float light = 0.82 + 0.18 * abs(face.z);
  float alpha = ink.a * mix(0.25, 1.0, near);
  colour = vec4(ink.rgb * light * alpha, alpha);
}
