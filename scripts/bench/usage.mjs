// Loaded before a measured server: sends the resource usage of the process on request, and ends the process
// when the benchmark is gone.
process.on('message', () => {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send({ ...process.cpuUsage(), rss, heap: heapUsed + external });
});
process.on('disconnect', () => process.exit());
process.channel.unref();
