# One image serves (the default), works (node src/bin/work.ts) and migrates (node src/bin/migrate.ts).
# A release names the base by digest: --build-arg NODE_IMAGE=docker.io/library/node@sha256:…
ARG NODE_IMAGE=docker.io/library/node:26.10.0-bookworm-slim

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force
COPY src/bin/sbom.ts ./src/bin/sbom.ts
RUN node src/bin/sbom.ts && mkdir /data

FROM ${NODE_IMAGE}
# Three quarters of the container's memory are for the heap, the rest for buffers; no __proto__; a lost rejection ends the process.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIRECTORY=/data \
    NODE_OPTIONS="--max-old-space-size-percentage=75 --disable-proto=delete --unhandled-rejections=strict"
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=dependencies /app/sbom.cdx.json ./
# A volume mounted here belongs to the service; it keeps the signed heads of the audit log, and files where no bucket is
# configured. Files pass through it on their way into a bucket too.
COPY --from=dependencies --chown=1000:1000 /data /data
COPY package.json openapi.yaml schema.graphql ./
COPY migrations ./migrations
COPY src ./src
USER 1000:1000
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/live').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node is process 1 and hears the signals itself; no shell stands between.
ENTRYPOINT []
CMD ["node", "src/bin/serve.ts"]
