import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { FakeClock, HOUR, MINUTE } from '../support/fake-clock.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { test } from '../support/table-test.ts';
import { KUBE_TOKEN, startKubernetes } from '../upstreams/kubernetes.ts';
import { PVE_TOKEN, startProxmox } from '../upstreams/proxmox.ts';
import {
  CROWDSEC,
  startCrowdsec,
  startWazuhIndexer,
  startWazuhManager,
  WAZUH,
} from '../upstreams/security.ts';
import { selfSigned, type Upstream } from '../upstreams/serve.ts';
import { startUnifi, UNIFI_KEY } from '../upstreams/unifi.ts';

let cleanup: AsyncDisposableStack;
let clock: FakeClock;
let folder: string;

beforeEach(() => {
  cleanup = new AsyncDisposableStack();
  clock = new FakeClock();
  folder = mkdtempSync(join(tmpdir(), 'relay-apis-'));
  cleanup.defer(() => rmSync(folder, { recursive: true }));
});
afterEach(() => cleanup.disposeAsync());

/** A relay whose other areas are imagined, and what Alice reads after each of her texts. */
async function relayWith(env: NodeJS.ProcessEnv) {
  const relay: Relay = cleanup.use(await startRelay({ env, clock }));
  const reads = async (...texts: readonly string[]): Promise<string> => {
    for (const text of texts.slice(0, -1)) {
      await relay.alice.texts(text);
      relay.alice.reads();
    }
    await relay.alice.texts(texts.at(-1) ?? '');
    return relay.alice.reads();
  };
  return { relay, reads };
}

const own = async (upstream: Promise<Upstream>) => cleanup.use(await upstream);

describe('Proxmox', () => {
  const seconds = () => Math.floor(clock.now() / 1000);
  const proxmox = async (world: Partial<Parameters<typeof startProxmox>[0]> = {}) => {
    const pve = await own(startProxmox({ now: seconds, ...world }));
    return { pve, ...(await relayWith({ PROXMOX_URL: pve.url.href, PROXMOX_TOKEN: PVE_TOKEN })) };
  };

  test('is counted without its templates, and a node that is away hides nobody', async () => {
    const { reads } = await proxmox();
    expect(await reads('2')).toBe(
      'Proxmox ! pve3 down\n! docker-host backup failed\n3 nodes, 3 VMs, 2 LXC\nCPU 37%  RAM 74%  Disk 40%\nD)etails  V)Ms  N)odes',
    );
    expect(await reads('2v')).toContain('! lost-ct unknown');
  });

  test.for([
    ['opnsense', 'Backup 11:00'],
    ['docker-host', '! Backup failed: job errors\nLast good 20 Nov 11:00'],
    ['pihole', '! No backup'],
  ] as const)('opens %s with its last backup', async ([name, backup]) => {
    const { reads } = await proxmox();
    expect(await reads('2', name)).toContain(backup);
  });

  test('names a backup that is overdue, and asks for the list of all now and then', async () => {
    const { pve, reads } = await proxmox({ isCalm: true });
    expect(await reads('2')).toMatch(/^Proxmox OK\./);
    clock.advance(46 * HOUR);
    expect(await reads('2')).toMatch(/^Proxmox OK\./);
    clock.advance(2 * HOUR);
    expect(await reads('2')).toMatch(/^Proxmox ! opnsense backup 2d 1h old\n/);
    const before = pve.heard.length;
    clock.advance(MINUTE);
    await reads('2');
    const again = pve.heard.slice(before).map(({ path }) => path.replace('/api2/json', ''));
    expect(again.toSorted()).toEqual(['/cluster/resources', '/cluster/status', '/cluster/tasks']);
  });

  test('names a job for several guests that failed, by its node', async () => {
    const { reads } = await proxmox({ isCalm: true, jobStatus: 'job errors' });
    expect(await reads('2')).toMatch(/^Proxmox ! pve1 backup failed\n/);
  });

  test('names a storage that is full, once for all nodes that share it', async () => {
    const { reads } = await proxmox({ isCalm: true, nasPercent: 93 });
    expect(await reads('2')).toMatch(/^Proxmox ! nas 93% full\n2 nodes/);
  });

  test('stops a guest after a code, by one request, and sees that it stopped', async () => {
    const { pve, reads } = await proxmox();
    const question = await reads('power off opnsense');
    expect(question).toMatch(/^Power off VM 100 opnsense on pve1\?\nUp 14d 6h\.\nText OK \d{6}/);
    const [, code] = /OK (\d{6})/.exec(question) ?? [];
    expect(await reads(`OK ${code}`)).toMatch(/^opnsense is powered off, \d+s\./);
    const posts = pve.heard.filter(({ method }) => method === 'POST').map(({ path }) => path);
    expect(posts).toEqual(['/api2/json/nodes/pve1/qemu/100/status/stop']);
  });

  test('asks one answer for nodes, guests and storage', async () => {
    const { pve, reads } = await proxmox();
    await reads('2');
    const asked = pve.heard.filter(({ path }) => path.endsWith('/cluster/resources'));
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  test('says so when its token is too weak to see everything', async () => {
    const { reads } = await proxmox({ rights: { '/vms/100': { 'VM.Audit': 1 } } });
    expect(await reads('2')).toContain('? token may not see all guests: give it VM.Audit on /');
  });

  test('says so when its token is wrong', async () => {
    const pve = await own(startProxmox({ now: seconds }));
    const wrong = 'relay@pve!sms=99999999-2222-3333-4444-555555555555';
    const { relay, reads } = await relayWith({ PROXMOX_URL: pve.url.href, PROXMOX_TOKEN: wrong });
    expect(await reads('2')).toContain('Proxmox ? refused our key');
    expect(relay.logged.join('')).not.toContain('99999999');
  });
});

describe('a certificate that nobody vouches for', () => {
  const seconds = () => Math.floor(clock.now() / 1000);
  const certificate = selfSigned();
  const fingerprint = new X509Certificate(certificate.cert).fingerprint256;
  const reading = async (trust: NodeJS.ProcessEnv) => {
    const pve = await own(startProxmox({ now: seconds }, certificate));
    const env = { PROXMOX_URL: pve.url.href, PROXMOX_TOKEN: PVE_TOKEN, ...trust };
    const { relay, reads } = await relayWith(env);
    return { pve, text: await reads('2'), logged: relay.logged.join('') };
  };

  test('is not trusted, and the log tells its fingerprint', async () => {
    const { text, logged, pve } = await reading({});
    expect(text).toContain('Proxmox ? certificate not trusted');
    expect(logged).toContain(fingerprint);
    expect(pve.heard).toEqual([]);
  });

  test('is trusted when it is pinned', async () => {
    const { text } = await reading({ PROXMOX_FINGERPRINT: `sha256 Fingerprint=${fingerprint}` });
    expect(text).toContain('3 nodes');
  });

  test('is trusted when its authority is', async () => {
    const file = join(folder, 'ca.pem');
    writeFileSync(file, certificate.cert);
    expect((await reading({ PROXMOX_CA_FILE: file })).text).toContain('3 nodes');
  });

  test('is not trusted when another one is pinned, and our key stays here', async () => {
    const other = new X509Certificate(selfSigned('other').cert).fingerprint256;
    const { text, pve } = await reading({ PROXMOX_FINGERPRINT: other });
    expect(text).toContain('certificate not trusted');
    expect(pve.heard).toEqual([]);
  });
});

describe('UniFi', () => {
  const unifi = async (world: Partial<Parameters<typeof startUnifi>[0]> = {}, env = {}) => {
    const console = await own(startUnifi({ now: clock.now, ...world }));
    const settings = { UNIFI_URL: console.url.href, UNIFI_API_KEY: UNIFI_KEY, ...env };
    return { console, ...(await relayWith(settings)) };
  };

  test('is summed up, with the alarms of the classic API', async () => {
    const { reads } = await unifi();
    expect(await reads('1')).toBe(
      'Network ! AP Garage down\n6 clients, 2 APs, 1 alert\nD)etails  A)lerts  C)lients',
    );
    expect(await reads('1a')).toBe(
      'Network: 2 alerts\n1 ! 10:00 AP Garage was disconnected\n2 USW-24-PoE has a firmware update\nNumber opens  B)ack',
    );
    expect(await reads('1', 'd')).toContain('WAN in 88 Mbps, out 13 Mbps, 203.0.113.7');
  });

  test('that answers nothing but errors has no details', async () => {
    const { reads } = await unifi({ isBroken: true });
    expect(await reads('1', 'd')).toContain('Network ? answered with an error');
  });

  test('tells alerts from its devices where the classic API is closed', async () => {
    const { console, reads } = await unifi({ isClassicOpen: false });
    expect(await reads('1')).toBe(
      'Network ! AP Garage down\n6 clients, 2 APs\nD)etails  A)lerts  C)lients',
    );
    expect(await reads('1a')).toContain('1 ! AP Garage is down');
    expect(await reads('1', 'd')).toContain('Network up 27d 3h\nWAN in 88 Mbps, out 13 Mbps');
    const knocks = () => console.heard.filter(({ path }) => path.includes('/api/s/')).length;
    const before = knocks();
    clock.advance(60_000);
    await reads('1');
    expect(knocks()).toBe(before);
  });

  test('reads every page of a long list', async () => {
    const { console, reads } = await unifi({ clients: 431 });
    expect(await reads('1c')).toContain('Network: 431 clients');
    const pages = console.heard
      .filter(({ path }) => path.endsWith('/clients'))
      .map(({ query }) => query.get('offset'));
    expect(new Set(pages)).toEqual(new Set(['0', '200', '400']));
  });

  test('opens a client with its access point and since when', async () => {
    const { reads } = await unifi();
    expect(await reads('1', 'client-1')).toBe(
      'Client client-1\nIP 192.168.2.1, 3c:ec:ef:00:00:01\nAP Living Room\nConnected 1h\nX) Block  K)ick  B)ack',
    );
  });

  test('blocks a client and restarts a device, each after a code', async () => {
    const { reads } = await unifi();
    const doIt = async (words: string): Promise<readonly string[]> => {
      const question = await reads(words);
      const [, code] = /OK (\d{6})/.exec(question) ?? [];
      return [question.split('\nText')[0] ?? '', await reads(`OK ${code}`)];
    };
    const [asked, done] = await doIt('block client-1');
    expect(asked).toBe('Block client-1 (192.168.2.1)?\nIt loses the network at once.');
    expect(done).toContain('client-1 is blocked, 0s. Undo: unblock client-1');
    clock.advance(20_000);
    expect(await reads('client-1')).toContain('client-1 was last seen 12:00');
    expect(await reads('unblock 3c:ec:ef:00:00:01')).toContain('back on the network?');
    expect(await doIt('restart udm pro')).toEqual([
      'Restart "UDM Pro"?\nEverything is offline meanwhile.',
      expect.stringContaining('"UDM Pro" up again, 0s.'),
    ]);
  });

  const confirmed = async (
    { reads }: Awaited<ReturnType<typeof unifi>>,
    words: string,
  ): Promise<readonly string[]> => {
    const question = await reads(words);
    const [, code] = /OK (\d{6})/.exec(question) ?? [];
    clock.advance(2000);
    return [question.split('\nText')[0] ?? '', (await reads(`OK ${code}`)).split('\n')[0] ?? ''];
  };
  const commands = ({ console }: Awaited<ReturnType<typeof unifi>>) =>
    console.heard
      .filter(({ method }) => method === 'POST')
      .map(({ path, body }) => `${path.split('/').slice(-4).join('/')} ${body}`);

  test('kicks a wireless client, and sees it connect again', async () => {
    const home = await unifi();
    expect(await confirmed(home, 'kick client-1')).toEqual([
      'Kick client-1 (192.168.2.1)?\nIt reconnects by itself.',
      'client-1 reconnected, 0s.',
    ]);
    expect(commands(home)).toEqual([
      's/default/cmd/stamgr {"cmd":"kick-sta","mac":"3c:ec:ef:00:00:01"}',
    ]);
    expect(await home.reads('kick client-2')).toContain('kick is not possible now');
  });

  test('power-cycles a port, and sees who hung on it come back', async () => {
    const home = await unifi();
    expect(await confirmed(home, 'cycle usw-24-poe 5')).toEqual([
      'Power-cycle port 5 of USW-24-PoE?\nclient-4 loses power.',
      'client-4 back, 0s.',
    ]);
    expect(commands(home)).toEqual(['interfaces/ports/5/actions {"action":"POWER_CYCLE"}']);
  });

  test.for([
    ['6', 'Power-cycle port 6 of USW-24-PoE?\n"AP Living Room" loses power.\nText OK'],
    ['2', 'Power-cycle port 2 of USW-24-PoE?\nIt gives no power now.\nText OK'],
    ['4', 'Port 4 of USW-24-PoE gives no power.\nNothing was done.'],
    ['7', 'Port 7 of USW-24-PoE gives no power.\nNothing was done.'],
    ['9', 'USW-24-PoE has ports 1 to 8.\nNothing was done.'],
    ['0', 'Ports are numbered from 1.'],
  ] as const)('looks at port %s before it asks', async ([number, words]) => {
    const home = await unifi();
    expect(await home.reads(`cycle usw-24-poe ${number}`)).toContain(words);
    expect(commands(home)).toEqual([]);
  });

  test('says nothing about who hangs on a port where the classic API is closed', async () => {
    const home = await unifi({ isClassicOpen: false });
    expect(await home.reads('cycle usw-24-poe 5')).toMatch(
      /^Power-cycle port 5 of USW-24-PoE\?\nText OK/,
    );
  });

  test('says which site there is not', async () => {
    const { reads } = await unifi({}, { UNIFI_SITE: 'garden' });
    expect(await reads('1')).toContain('Network ? answered with an error');
  });

  test('is left alone for as long as it says', async () => {
    const { console, reads } = await unifi();
    await reads('1');
    console.interrupt = () => ({ status: 429, headers: { 'retry-after': '40' }, json: {} });
    clock.advance(16_000);
    expect(await reads('1')).toContain('Network ? answered with an error');
    const before = console.heard.length;
    console.interrupt = undefined;
    clock.advance(16_000);
    await reads('1');
    expect(console.heard.length).toBe(before);
    clock.advance(60_000);
    expect(await reads('1')).toContain('Network ! AP Garage down');
  });
});

describe('Kubernetes', () => {
  const cluster = async (world: Partial<Parameters<typeof startKubernetes>[0]> = {}) => {
    const kube = await own(startKubernetes({ now: clock.now, ...world }));
    const path = join(folder, 'kubeconfig');
    writeFileSync(
      path,
      `
apiVersion: v1
kind: Config
current-context: home
clusters: [{ name: home, cluster: { server: "${kube.url.origin}" } }]
users: [{ name: me, user: { token: ${KUBE_TOKEN} } }]
contexts: [{ name: home, context: { cluster: home, user: me } }]
`,
    );
    return { kube, ...(await relayWith({ DEMO: '0', ...REAL, KUBECONFIG: path })) };
  };

  test('speaks the words of kubectl', async () => {
    const { reads } = await cluster();
    expect(await reads('3')).toBe(
      'K8s ! k3s-2 not ready\n! sonarr CrashLoopBackOff\n! qbittorrent-0 Pending\n! library not ready\n7 pods, 1 pending, 1 failed\nD)etails  P)ods  S)ervices  E)vents  N)odes',
    );
    expect(await reads('3p')).toContain('1 ! sonarr CrashLoopBackOff');
  });

  test('opens a pod with the log of the container that is in trouble', async () => {
    const { reads } = await cluster();
    expect(await reads('3p', '1')).toBe(
      `! Pod sonarr-6b9c8d7f5-w4t2z
CrashLoopBackOff, ready 0/1, ns media
Restarts 17, node k3s-1
Age 1d 1h
Log:
starting sonarr
no database
X) Delete  B)ack`,
    );
  });

  test('opens a node with its load, if that is measured', async () => {
    const { reads } = await cluster();
    expect(await reads('3n', '2')).toContain('Node k3s-1 ready\nCPU 8%  RAM 26%\ncontrol-plane');
    const { reads: unmeasured } = await cluster({ hasMetrics: false });
    expect(await unmeasured('3n')).toBe(
      'K8s: 2 nodes\n1 ! k3s-2 not ready\n2 k3s-1 ready\nNumber opens  B)ack',
    );
  });

  test('is read page by page', async () => {
    const { reads } = await cluster({ pods: 1200 });
    expect(await reads('3')).toContain('1204 pods');
  });

  test('offers only what the cluster lets it do', async () => {
    const { kube, reads } = await cluster({ mayAct: false });
    expect(await reads('3p', '1')).toMatch(/no database\nB\)ack$/);
    expect(await reads('restart web')).toContain('restart is not possible now.');
    const asked = kube.heard.filter(({ path }) => path.endsWith('accessreviews'));
    expect(asked.map(({ body }) => body)).toContain(
      '{"spec":{"resourceAttributes":{"verb":"delete","resource":"pods","namespace":"media"}}}',
    );
  });

  test('restarts and scales a deployment, and deletes a pod, each after a code', async () => {
    const { kube, reads } = await cluster();
    const sent = () =>
      kube.heard
        .filter(({ method }) => method === 'PATCH' || method === 'DELETE')
        .map(
          ({ method, path, body }) => `${method} ${path.split('/').slice(-2).join('/')} ${body}`,
        );
    const doIt = async (words: string): Promise<string> => {
      const [, code] = /OK (\d{6})/.exec(await reads(words)) ?? [];
      return reads(`OK ${code}`);
    };
    expect(await doIt('scale web 2')).toContain('web has 2/2 ready');
    expect(sent()).toEqual(['PATCH web/scale {"spec":{"replicas":2}}']);
    clock.advance(20_000);
    expect(await reads('restart web')).toMatch(/^Restart web in default\?\n2\/2 ready\./);
    expect(await reads('delete qbittorrent-0')).toMatch(/^Delete pod qbittorrent-0 in media\?/);
    expect(sent()).toHaveLength(1);
  });

  test('lists every namespace, empty ones too, and counts pods that are not ready', async () => {
    const { reads } = await cluster();
    expect(await reads('3d')).toBe(
      'K8s: 4 namespaces\n1 ! media 3 pods, 2 not ok\n2 ! apps 1 pod, 1 not ok\n3 default 3 pods\n4 empty-ns 0 pods\nNumber opens  B)ack',
    );
  });

  test('counts its warnings and services', async () => {
    const { reads } = await cluster();
    expect(await reads('3e', '1')).toContain('412 times');
    expect(await reads('3s', '1')).toContain('Ports 80:30080/TCP, 443:30443/TCP');
  });
});

/** What a relay needs that is not the demo. */
const REAL = {
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_PHONE_NUMBER: '+15550100000',
  DATABASE_URL: 'memory:',
};

describe('CrowdSec and Wazuh', () => {
  const both = async (levels?: Readonly<Record<number, number>>) => {
    const world = { now: clock.now };
    const [crowdsec, manager, indexer] = await Promise.all([
      own(startCrowdsec(world)),
      own(startWazuhManager(world)),
      own(startWazuhIndexer(world, levels)),
    ]);
    const env = {
      CROWDSEC_URL: crowdsec.url.href,
      CROWDSEC_API_KEY: CROWDSEC.key,
      CROWDSEC_MACHINE_ID: CROWDSEC.machine,
      CROWDSEC_PASSWORD: CROWDSEC.password,
      WAZUH_URL: manager.url.href,
      WAZUH_USER: WAZUH.user,
      WAZUH_PASSWORD: WAZUH.password,
      WAZUH_INDEXER_URL: indexer.url.href,
      WAZUH_INDEXER_USER: WAZUH.user,
      WAZUH_INDEXER_PASSWORD: WAZUH.password,
    };
    return { crowdsec, manager, indexer, ...(await relayWith(env)) };
  };

  test('are one list', async () => {
    const { reads } = await both();
    expect(await reads('4')).toBe(
      'Security ! 1 critical: level 13, number 0\n4 warnings\nA)lerts  L)ogs  F)irewall',
    );
    const alerts = await reads('4a');
    expect(alerts).toContain('Security: 5 alerts\n1 ! 11:50 level 13, number 0');
    expect(alerts).toContain("! 11:48 Ip 198.51.100.9 performed 'crowdsecurity/ssh-bf'");
    expect(alerts).toContain('! Agent old-laptop is disconnected');
    expect(await reads('4l')).toContain('wazuh-remoted: (1408): Invalid ID 009');
  });

  test('count without the lists of others', async () => {
    const { reads } = await both();
    expect(await reads('4f')).toBe(
      'Security: 2 bans, 1 captcha\n1 ban 198.51.100.9 (ssh-bf)\n2 captcha 203.0.113.77 (http-probing)\n3 ban range 203.0.113.128/25 (manual)\nNumber opens  B)ack',
    );
  });

  test('count every alert, however many there are', async () => {
    const { reads } = await both({ 13: 3, 8: 400 });
    expect(await reads('4')).toContain('Security ! 3 critical alerts\n402 warnings');
    expect(await reads('4a')).toContain('? only the first 100 alerts');
  });

  test('offer to let in again only whom that can be done for', async () => {
    const { crowdsec, reads } = await both();
    expect(await reads('4f', '1')).toMatch(/^Ban of 198\.51\.100\.9\n[\s\S]*\nU\)nban {2}B\)ack$/);
    expect(await reads('4f', '2')).toMatch(/^Captcha for 203\.0\.113\.77\n[\s\S]*\nB\)ack$/);
    expect(await reads('4f', '3')).toMatch(/^Ban of range 203\.0\.113\.128\/25\n[\s\S]*\nB\)ack$/);
    const { reads: readsOnly } = await relayWith({
      CROWDSEC_URL: crowdsec.url.href,
      CROWDSEC_API_KEY: CROWDSEC.key,
    });
    expect(await readsOnly('4f', '1')).toMatch(/^Ban of 198\.51\.100\.9\n[\s\S]*\nB\)ack$/);
  });

  test('keep addresses out and let them in again, after a code', async () => {
    const { relay, reads } = await both();
    const doIt = async (words: string): Promise<string> => {
      const question = await reads(words);
      const [, code] = /OK (\d{6})/.exec(question) ?? [];
      return `${question.split('\nText')[0]} ${(await reads(`OK ${code}`)).split('\n')[0]}`;
    };
    expect(await reads('4f')).not.toContain('203.0.113.5');
    expect(await doIt('ban 203.0.113.5')).toBe(
      'Ban 203.0.113.5 for 4h? 203.0.113.5 banned for 4h, 0s.',
    );
    expect(await reads('4f')).toContain('4 ban 203.0.113.5 (manual ban by text)');
    expect(await reads('4')).toMatch(/U\)nban {2}B\)ack$/);
    expect(await doIt('unban 198.51.100.9')).toBe(
      'Let 198.51.100.9 in again?\nIt is banned now. 198.51.100.9 let in again, 0s.',
    );
    expect(await reads('4f')).not.toContain('198.51.100.9');
    expect(await reads('ban 192.168.1.1')).toContain('That is an address at home.');
    await relay.bob.texts('ban 203.0.113.9');
    relay.bob.hears(/^This number may only look\./);
  });

  test('that fail are told by name, and the others are heard', async () => {
    const { indexer, reads } = await both();
    indexer.interrupt = () => ({ status: 503, text: 'starting' });
    clock.advance(16_000);
    expect(await reads('4')).toContain('Security ! Wazuh no answer\n0 critical, 2 warnings\n');
  });

  test('sign in again when a token was taken back', async () => {
    const { crowdsec, reads } = await both();
    await reads('4');
    let refusals = 1;
    crowdsec.interrupt = ({ path }) =>
      path === '/v1/alerts' && refusals-- > 0 ? { status: 401, json: {} } : undefined;
    clock.advance(16_000);
    expect(await reads('4')).toContain('Security ! 1 critical: level 13, number 0\n4 warnings');
  });
});
