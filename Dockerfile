# Perpmill's server with its web app. Build: docker build -t perpmill .   Run: see compose.yaml.
FROM node:22-bookworm-slim AS build
# better-sqlite3 is compiled where no ready-made one fits.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates python3 make g++ \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN npm ci --no-audit --no-fund
RUN npm run build
RUN npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/.cache packages/*/src packages/*/assembly packages/*/reference packages/*/test

FROM node:22-bookworm-slim AS runtime
ENV NODE_ENV=production \
  PERPMILL_HOME=/data \
  PERPMILL_HOST=0.0.0.0 \
  PERPMILL_PORT=8000
WORKDIR /app
COPY --from=build --chown=root:root /app/package.json ./
COPY --from=build --chown=root:root /app/node_modules ./node_modules
COPY --from=build --chown=root:root /app/packages ./packages
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PERPMILL_PORT + '/api/v1/system/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "packages/server/bin/perpmill-server.js"]
CMD ["serve"]
