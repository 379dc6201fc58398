#version 300 es
// A corner of the surface, or of the walls below its rim.
precision highp float;
layout(location = 0) in vec3 place;
layout(location = 1) in vec4 normal;
uniform mat4 camera;
// Which node of the field lies at a place: node = place.xy * nodes.xy + nodes.zw.
uniform vec4 nodes;
// How far the surface has risen: 0 is the map, 1 the landscape.
uniform float risen;
out vec2 node;
out vec3 up;
out float wall;
out vec3 spot;

void main() {
  node = place.xy * nodes.xy + nodes.zw;
  up = normal.xyz;
  wall = normal.w;
  spot = place;
  gl_Position = camera * vec4(place, 1.0);
}
