import { runNetwork } from '../denoise/run-network.js';
import type { Engine } from '../engine.js';
import type { Image } from '../image/image.js';
import type { Model } from '../model/model.js';
import { alignments, findAlignment } from './find-alignment.js';
import { findRoles } from './find-roles.js';
import { followsGrid } from './follows-grid.js';
import { measureReach } from './measure-reach.js';

/** The level that a network is told while it is probed. */
const sigma = 25;

/**
 * Finds out by trial how a denoising network of another maker is to be used: which input takes the picture, which one a noise level
 * (on the 0–1 scale), what sizes it takes and how far it sees. Costs some runs on small pictures.
 * @throws ModelError when the file is no ONNX model, or no network from a picture to a picture of the same size.
 */
export async function probeModel(name: string, bytes: Uint8Array, engine: Engine): Promise<Model> {
  const session = await engine.load(bytes);
  try {
    const roles = findRoles(session.inputs, session.outputs);
    const described = { name, bytes, ...roles, alignment: 1, reach: Infinity };
    const run = (picture: Image) => runNetwork(picture, described, session, sigma);
    const smallest = await findAlignment(run, roles.channels);
    for (const alignment of alignments.filter((candidate) => candidate >= smallest)) {
      const reach = await measureReach(run, roles.channels, alignment);
      if (reach === Infinity) break;
      if (await followsGrid(run, roles.channels, alignment, reach)) return { ...described, alignment, reach };
    }
    return { ...described, alignment: smallest };
  } finally {
    await session.close();
  }
}
