const container = [0, 0, 0, 12, 0x4a, 0x58, 0x4c, 0x20, 13, 10, 0x87, 10];

/** Whether bytes begin as a JPEG XL file does: a codestream, or a container of one (ISO/IEC 18181-2). */
export function isJxl(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0x0a) || container.every((byte, i) => bytes[i] === byte);
}
