#version 300 es
// A corner of the local picture: the tangent plane, or the quadratic model.
precision highp float;
layout(location = 0) in vec4 corner;
uniform mat4 camera;
out vec3 place;
out float near;

void main() {
  place = corner.xyz;
  near = corner.w;
  gl_Position = camera * vec4(corner.xyz, 1.0);
}
