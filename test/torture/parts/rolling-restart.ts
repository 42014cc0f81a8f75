import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceProcess } from '../../support/process.ts';
import { Balancer } from '../balancer.ts';
import { counted, must, percentile } from '../figures.ts';
import type { Part } from '../part.ts';
import { lossesOf, Writers } from '../writers.ts';

export const rollingRestart: Part = {
  name: 'rolling-restart',
  promise: 'two processes behind a balancer, each restarted in turn, 20 times under load: 0 failed requests',
  async run(ground, extent) {
    const environment = { DRAIN_SECONDS: '1' };
    const balancer = new Balancer();
    await balancer.listen();
    const begin = async (): Promise<ServiceProcess> => {
      const service = await ground.service(environment);
      balancer.add(service.address);
      return service;
    };
    const services = [await begin(), await begin()];
    const bothReady = async () => {
      while (balancer.ready < 2) await sleep(20);
    };
    await bothReady();
    const writers = new Writers(ground, { address: () => balancer.address, persistent: false });
    writers.start(6);
    const stopped: number[] = [];
    const restarts = extent.of(20, 3);
    for (let restart = 0; restart < restarts; restart += 1) {
      await sleep(300);
      const old = services[restart % 2]!;
      const began = performance.now();
      must((await old.stop()) === 0, 'a process that is told to stop ends with 0');
      stopped.push(performance.now() - began);
      balancer.remove(old.address);
      services[restart % 2] = await begin();
      await bothReady();
    }
    await writers.stop();
    balancer.close();
    await Promise.all(services.map((service) => service.stop()));
    const failed = [...writers.statuses].filter(([status]) => !status.startsWith('2'));
    must(failed.length === 0, `0 failed requests: ${counted(writers.statuses)}`);
    const { lost, doubled } = await lossesOf(writers, ground);
    must(lost.length + doubled.length === 0, `0 lost, 0 double: ${[...lost, ...doubled].join(', ')}`);
    return `${restarts} restarts, 0 failed of ${writers.took.length} requests (p99 ${percentile(writers.took, 0.99)} ms); stopped in ${percentile(stopped, 1)} ms at the longest`;
  },
};
