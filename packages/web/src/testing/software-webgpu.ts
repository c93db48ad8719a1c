/**
 * What makes Chromium play WebGPU by a program (SwiftShader), so that no GPU is needed. The program spends more than half of its time on compiling the zeros
 * with which a browser fills the memory of workgroups; ONNX Runtime's shaders fill it themselves, so they are left out.
 */
export const softwareWebgpu = [
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-webgpu-adapter=swiftshader',
  '--enable-dawn-features=disable_workgroup_init',
];
