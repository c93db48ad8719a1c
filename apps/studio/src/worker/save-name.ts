const extensions = { png: '.png', jpeg: '.jpg', webp: '.webp' } as const;

/** The name under which a result is saved: `night.jpg` becomes `night-clean.jpg`. */
export function saveName(name: string, format: keyof typeof extensions): string {
  return `${name.replace(/\.[^.]*$/, '')}-clean${extensions[format]}`;
}

/** The same names, each once: a second `a.png` becomes `a-2.png`. */
export function uniqueNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    let candidate = name;
    for (let count = 2; used.has(candidate); count++) candidate = name.replace(/(\.[^.]*)?$/, `-${count}$1`);
    used.add(candidate);
    return candidate;
  });
}
