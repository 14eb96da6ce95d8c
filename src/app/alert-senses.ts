import type { Logger } from 'pino';
import { canConnect } from '../adapters/http-client/can-connect.ts';
import type { AlertStore } from '../alerts/alert-store.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { AreaWatch } from '../alerts/area-watch.ts';
import { OWN_SOURCE } from '../alerts/incident.ts';
import { lowerSeverity } from '../alerts/severity.ts';
import type { Area } from '../areas/shared/area.ts';
import type { Inventory } from '../areas/shared/inventory.ts';
import type { AreaName } from '../config/areas.ts';
import type { Config } from '../config/config.ts';
import type { Clock } from '../core/clock.ts';
import type { Duty } from '../store/leadership.ts';
import { learnFromAreas } from './learn-dependencies.ts';
import type { WatchStore } from './record-looks.ts';
import { sourceHosts } from './source-hosts.ts';
import { TWILIO_API_URL } from './twilio-api-url.ts';
import { createAreasWatch, type WatchTimings } from './watch-areas.ts';
import { watchInternet } from './watch-internet.ts';

interface Dependencies {
  readonly config: Pick<Config, 'alertSources' | 'areas' | 'apis' | 'internetCheck'>;
  readonly areas: readonly Area[];
  readonly inventory: Inventory;
  /** The imaginary machines on which the sources of the demo run. */
  readonly demoHosts?: Readonly<Record<AreaName, string>> | undefined;
  readonly alerts: Alerts;
  readonly store: AlertStore;
  readonly timings?: WatchTimings | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Everything by which the relay notices trouble without being told. */
export interface AlertSenses {
  readonly duties: readonly Duty[];
  /** Asks the areas in which causes of new alerts may be; the first texts about them wait for that, at most a minute. */
  readonly checkCauses: (areas: ReadonlySet<string>, askedAt: number) => void;
}

/** The carrier of all texts. */
const CARRIER = { host: new URL(TWILIO_API_URL).hostname, port: 443 };

/** A source that has not answered by then holds back no text about another one. */
const CHECK_MS = 30_000;

const DAY_MS = 24 * 60 * 60_000;

/** Composes the watch over the areas, the learning of dependencies, and the watch over the line to the internet. */
export function composeSenses(dependencies: Dependencies): AlertSenses {
  const { config, areas, inventory, alerts, store, timings, clock, log } = dependencies;
  const watch = createAreasWatch({
    ...{ areas, inventory, clock, log, store: createWatchStore(dependencies) },
    ...(timings && { timings }),
  });

  function checkCauses(names: ReadonlySet<string>, askedAt: number): void {
    const asked = Promise.race([watch.lookNow(names), clock.wait(CHECK_MS)]);
    asked
      .then(() => alerts.endChecks(askedAt))
      .catch((err: unknown) => log.error({ err }, 'the wait for a cause could not be ended'));
  }

  /** People hear of an outage after it, some only when their quiet hours are over. */
  async function tellOfOutage(): Promise<void> {
    const { lastOutage } = (await alerts.holds()).internet;
    if (lastOutage && clock.now() - lastOutage.to < DAY_MS) {
      checkCauses(await alerts.advance(), clock.now());
    }
  }

  const outside = config.internetCheck;
  const line = { alerts, canConnect, clock, log, outside, carrier: CARRIER, onRound: tellOfOutage };
  return {
    checkCauses,
    duties: [
      watch.run,
      learnFromAreas({ areas, alerts, clock, log, hostsOf: (area) => hostsOf(dependencies, area) }),
      ...(outside.length > 0 ? [watchInternet(line)] : []),
    ],
  };

  function createWatchStore({ config: { alertSources } }: Dependencies): WatchStore {
    const severity = alertSources.get(OWN_SOURCE)?.severity;
    return {
      receive: (events, state) =>
        alerts.receive(
          events.map((event) => lowerSeverity(event, severity)),
          new Map([[memoOf(state.area), state]]),
        ),
      async load(area) {
        const memo = await store.memo(memoOf(area));
        return memo === undefined ? undefined : AreaWatch.parse(memo);
      },
    };
  }
}

const memoOf = (area: string): string => `watch:${area}`;

/** Returns the hosts on which the source of an area runs. */
function hostsOf({ areas, config, demoHosts }: Dependencies, area: string): readonly string[] {
  const isDemo = areas.some(({ info, isDemo: own }) => own && info.name === area);
  const imaginary = Object.entries(demoHosts ?? {}).find(([name]) => name === area);
  return isDemo && imaginary ? [imaginary[1]] : sourceHosts(config, area);
}
