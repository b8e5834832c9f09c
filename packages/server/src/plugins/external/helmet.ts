/**
 * Headers that tell browsers what pages of this server may do: compile WebAssembly and share memory
 * between threads, but load nothing from elsewhere and be framed by nobody else.
 */
import helmet from "@fastify/helmet";
import fp from "fastify-plugin";

const SELF = "'self'";

export const helmetPlugin = fp(
  async (app) => {
    await app.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: [SELF],
          scriptSrc: [SELF, "'wasm-unsafe-eval'"],
          scriptSrcAttr: ["'none'"],
          workerSrc: [SELF, "blob:"],
          // The compiler of strategies reads a part of itself from its own text; nothing is sent by it.
          connectSrc: [SELF, "data:"],
          // Element Plus sets styles of elements.
          styleSrc: [SELF, "'unsafe-inline'"],
          imgSrc: [SELF, "data:", "blob:"],
          fontSrc: [SELF, "data:"],
          objectSrc: ["'none'"],
          baseUri: [SELF],
          formAction: [SELF],
          frameAncestors: [SELF],
        },
      },
      crossOriginOpenerPolicy: { policy: "same-origin" },
      crossOriginEmbedderPolicy: { policy: "require-corp" },
      crossOriginResourcePolicy: { policy: "same-origin" },
      xFrameOptions: { action: "sameorigin" },
      // Whoever ends TLS decides on it, and for which of its names.
      strictTransportSecurity: false,
    });
  },
  { name: "security-headers", fastify: "5.x" },
);
