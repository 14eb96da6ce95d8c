import type { Device } from '../../../areas/network/network.ts';
import type { Failure } from '../../../core/failure.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import type { Api } from '../../http-client/json-api.ts';
import { recordReader } from '../vendor-records/record-reader.ts';
import { pagesOf } from './pages.ts';

/** The ids of a site in the two APIs. */
export interface Site {
  readonly id: string;
  readonly reference: string;
}

/** The paths of a site and of a device in the official API. */
export const sitePath = ({ id }: Site): string => `/proxy/network/integration/v1/sites/${id}`;
export const devicePath = (site: Site, { ids }: Pick<Device, 'ids'>): string =>
  `${sitePath(site)}/devices/${encodeURIComponent(ids?.at(-1) ?? '')}`;

type FoundSite = Promise<Result<Site, Failure>>;
export type FindSite = () => FoundSite;

/** Finds the site that requests are about: once, and again only after a failure. */
export function createSite(api: Api, wanted: string | undefined): FindSite {
  let found: FoundSite | undefined;

  async function find(): FoundSite {
    const records = await pagesOf(api, '/proxy/network/integration/v1/sites');
    if (!records.ok) return records;
    const sites = records.value.flatMap((record) => recordReader(record) ?? []);
    const names = ['id', 'internalReference', 'name'] as const;
    const site =
      wanted === undefined
        ? sites[0]
        : sites.find((facts) => names.some((name) => facts.text(name) === wanted));
    const id = site?.text('id');
    if (id !== undefined)
      return ok({ id, reference: site?.text('internalReference') ?? 'default' });
    const cause = wanted === undefined ? 'there is no site' : `there is no site "${wanted}"`;
    return err({ kind: 'refused', service: api.service, cause });
  }

  return async () => {
    found ??= find();
    const site = await found;
    if (!site.ok) found = undefined;
    return site;
  };
}
