// curl --data-binary @night.jpg http://localhost:8080/denoise -o clean.jpg
// PORT (8080; 0: a free one), MODEL (auto), MOST_BYTES (20000000), MOST_WAITING (8). SIGTERM: what is under way is finished.
import { createServer } from 'node:http';
import { createDenoiser } from 'cleargrain';
import { denoiseMiddleware } from './middleware.mjs';

const denoiser = await createDenoiser({ model: process.env.MODEL ?? 'auto' });
const middleware = denoiseMiddleware(denoiser, {
  mostBytes: Number(process.env.MOST_BYTES ?? 20e6),
  mostWaiting: Number(process.env.MOST_WAITING ?? 8),
});

const server = createServer({ requestTimeout: 30_000 }, (request, response) => {
  if (request.method !== 'POST' || request.url !== '/denoise') return void response.writeHead(404).end();
  middleware(request, response, (error) => {
    console.error(error);
    response.headersSent ? response.destroy() : response.writeHead(500).end();
  });
});
server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/denoise`));

const stop = () => server.close(() => denoiser.close());
process.once('SIGINT', stop).once('SIGTERM', stop);
