// Runs where the relay runs, and tells what it can reach: straight, and through the proxy.

import { request } from 'node:http';
import { connect } from 'node:net';

const dial = ([host, port]) =>
  new Promise((done) => {
    const line = connect({ host, port, timeout: 1000 }, () => done('open'));
    line.on('error', ({ code }) => done(code)).on('timeout', () => done('silence'));
  });

const ask = ([method, path]) =>
  new Promise((done) => {
    const asked = request({ host: 'egress', port: 3128, method, path, agent: false });
    const end = ({ statusCode }) => done(statusCode);
    asked
      .on('connect', end)
      .on('response', end)
      .on('error', ({ code }) => done(code))
      .end();
  });

const { straight, proxied } = JSON.parse(process.argv.at(-1));
const reached = {
  straight: await Promise.all(straight.map(dial)),
  proxied: await Promise.all(proxied.map(ask)),
};
process.stdout.write(JSON.stringify(reached), () => process.exit());
