const extensions = { png: '.png', jpeg: '.jpg', webp: '.webp', tiff: '.tif' } as const;

/** The name under which a result is saved: `night.jpg` with the suffix `-clean` becomes `night-clean.jpg`. An extension that fits stays. */
export function saveName(name: string, format: keyof typeof extensions, suffix: string): string {
  const [, stem = name, extension = ''] = /^(.*?)(\.[^./]*)?$/.exec(name) ?? [];
  const fits = { png: /^\.png$/i, jpeg: /^\.jpe?g$/i, webp: /^\.webp$/i, tiff: /^\.tiff?$/i }[format].test(extension);
  return `${stem}${suffix.replace(/[\\/:*?"<>|]/g, '_')}${fits ? extension : extensions[format]}`;
}

/** The same name with a number that makes it one that is not yet used: a second `a.png` becomes `a-2.png`. */
export function unusedName(name: string, isUsed: (name: string) => boolean): string {
  let candidate = name;
  for (let count = 2; isUsed(candidate); count++) candidate = name.replace(/(\.[^./]*)?$/, `-${count}$1`);
  return candidate;
}
