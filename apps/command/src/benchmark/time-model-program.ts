import type { DeviceChoice } from '@cleargrain/node';
import { timeModel } from './time-model.js';

// A process of its own for each measurement: its peak memory is then the model's, and no run finds what another left in caches.
const [model, device, width, height] = process.argv.slice(2) as [string, DeviceChoice, string, string];
try {
  process.send?.(await timeModel(model, device, Number(width), Number(height)));
} catch (error) {
  process.send?.({ error: error instanceof Error ? error.message : String(error) });
}
