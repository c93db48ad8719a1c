/** Whether a file may be a picture, by its type, or by its name where the system does not know the type. */
export function isPicture({ type, name }: File): boolean {
  return type.startsWith('image/') || (type === '' && /\.(png|jpe?g|webp|avif|tiff?|gif|bmp)$/i.test(name));
}

/** The folders that a file lies in, below the one that was chosen; empty or with a slash at its end. */
export function folderOf(file: File): string {
  return file.webkitRelativePath
    .split('/')
    .slice(1, -1)
    .map((step) => `${step}/`)
    .join('');
}
