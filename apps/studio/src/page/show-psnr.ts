/** A PSNR of so many dB in words, also the infinite one of two equal pictures. */
export function showPsnr(psnr: number): string {
  return Number.isFinite(psnr) ? `${psnr.toFixed(2)} dB` : 'identical';
}
