import { shippedModels } from '@cleargrain/node';
import { exitCodes } from '../exit-codes.js';
import { printJson } from '../terminal/print-json.js';
import { showTable } from '../terminal/show-table.js';
import { describeModel } from './describe-model.js';

/** Prints the models that ship; returns the exit code. */
export async function listModels(json = false): Promise<number> {
  const models = await Promise.all((await shippedModels()).map(describeModel));
  if (json) printJson({ models });
  else {
    const rows = models.map(({ name, channels, parameters, gmac, bytes, psnr }) => [
      name,
      channels === 1 ? 'grey' : 'colour',
      parameters.toLocaleString('en'),
      gmac.toFixed(2),
      `${(bytes / 1e3).toFixed(0)} kB`,
      psnr.map((value) => value?.toFixed(2) ?? '–').join(' / '),
    ]);
    process.stdout.write(
      showTable(['model', 'pictures', 'parameters', 'GMAC at 256²', 'file', 'PSNR at σ 15 / 25 / 50 (BSD68, CBSD68)'], rows),
    );
  }
  return exitCodes.ok;
}
