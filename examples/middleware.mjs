// Middleware that answers POST with the denoised picture of the body. Express and Connect: app.post('/denoise', middleware). Fastify, which parses
// bodies itself: fastify.register(fastifyPlugin(denoiser)). No framework is needed to run it: upload-service.mjs uses it with node:http.
import { createRequestDenoiser, Refusal } from './denoise-request.mjs';

/** `(request, response, next)`; what is not a refusal goes to `next`. */
export function denoiseMiddleware(denoiser, options) {
  const denoise = createRequestDenoiser(denoiser, options);
  return async (request, response, next) => {
    const left = new AbortController();
    const leave = () => response.writableFinished || left.abort();
    response.once('close', leave);
    try {
      const { bytes, format } = await denoise(request, left.signal);
      response.writeHead(200, { 'content-type': `image/${format}`, 'content-length': bytes.length }).end(bytes);
    } catch (error) {
      if (left.signal.aborted) return;
      if (!(error instanceof Refusal)) return next(error);
      const more = error.status === 503 ? { 'retry-after': '5' } : {};
      response.writeHead(error.status, { 'content-type': 'text/plain', ...more }).end(`${error.message}\n`);
      // What was not read of the body is thrown away: many clients look for the answer only when all is sent.
      request.resume();
    } finally {
      response.off('close', leave);
    }
  };
}

/** A Fastify plugin with the route POST /denoise. */
export function fastifyPlugin(denoiser, options) {
  const middleware = denoiseMiddleware(denoiser, options);
  return async (fastify) => {
    fastify.addContentTypeParser('*', (_request, _payload, done) => done(null));
    fastify.post('/denoise', (request, reply) => {
      reply.hijack();
      return middleware(request.raw, reply.raw, () => reply.raw.writeHead(500).end());
    });
  };
}
