import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

function driverFolders(): string[] {
  const { XDG_DATA_HOME, XDG_DATA_DIRS, XDG_CONFIG_DIRS } = process.env;
  const data = [XDG_DATA_HOME ?? join(homedir(), '.local/share'), ...(XDG_DATA_DIRS ?? '/usr/local/share:/usr/share').split(':')];
  const config = ['/etc', ...(XDG_CONFIG_DIRS ?? '/etc/xdg').split(':')];
  return [...data, ...config, '/usr/share', '/run/opengl-driver/share'].map((folder) => join(folder, 'vulkan/icd.d'));
}

/**
 * Whether the Vulkan loader would find a driver, looked up in its own way on Linux (other systems bring their graphics along). Without one,
 * WebGPU fails and writes warnings to stderr that nobody can catch.
 */
export function hasGraphicsDriver(): boolean {
  if (process.platform !== 'linux') return true;
  const { VK_DRIVER_FILES, VK_ICD_FILENAMES, VK_ADD_DRIVER_FILES } = process.env;
  if (VK_DRIVER_FILES || VK_ICD_FILENAMES || VK_ADD_DRIVER_FILES) return true;
  return driverFolders().some((folder) => {
    try {
      return readdirSync(folder).some((name) => name.endsWith('.json'));
    } catch {
      return false;
    }
  });
}
