# Any Debian-like image with Node 24 in it.
ARG BASE=node:24-bookworm-slim

FROM ${BASE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Node is here already, and no other package has an install step.
RUN npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
COPY tsconfig.json ./
COPY src src
RUN npm run --silent build

FROM ${BASE}
LABEL org.opencontainers.image.title="sms-relay" \
      org.opencontainers.image.description="Text a phone number, get the state of your homelab" \
      org.opencontainers.image.licenses="MIT"
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/dist dist
RUN ln -s /app/dist/main.js /usr/local/bin/sms-relay && chmod +x dist/main.js \
    && mkdir /data && chown 1000:1000 /data
ENV DATABASE_URL=sqlite:/data/relay.db HOST=0.0.0.0 NODE_OPTIONS=--max-semi-space-size=8
VOLUME /data
USER 1000:1000
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 CMD ["sms-relay", "live"]
ENTRYPOINT ["sms-relay"]
