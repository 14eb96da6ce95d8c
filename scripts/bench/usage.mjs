// Loaded before a server that is measured: tells what the process used so far, when asked, and ends it
// when nobody measures any more.
process.on('message', () => {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send({ ...process.cpuUsage(), rss, heap: heapUsed + external });
});
process.on('disconnect', () => process.exit());
process.channel.unref();
