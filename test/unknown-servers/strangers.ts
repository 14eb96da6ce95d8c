import type { Stranger } from './item.ts';
import { almanac } from './k8s/almanac.ts';
import { bosun } from './k8s/bosun.ts';
import { clusterglass } from './k8s/clusterglass.ts';
import { driftwood } from './k8s/driftwood.ts';
import { gantry } from './k8s/gantry.ts';
import { helmsman } from './k8s/helmsman.ts';
import { kelp } from './k8s/kelp.ts';
import { kubelens } from './k8s/kubelens.ts';
import { lighterman } from './k8s/lighterman.ts';
import { paddock } from './k8s/paddock.ts';
import { podwatch } from './k8s/podwatch.ts';
import { starling } from './k8s/starling.ts';
import { stevedore } from './k8s/stevedore.ts';
import { tableturner } from './k8s/tableturner.ts';
import { wheelhouse } from './k8s/wheelhouse.ts';
import { airtower } from './network/airtower.ts';
import { bifrost } from './network/bifrost.ts';
import { copperline } from './network/copperline.ts';
import { ferryman } from './network/ferryman.ts';
import { gatepost } from './network/gatepost.ts';
import { lanternfish } from './network/lanternfish.ts';
import { meshwarden } from './network/meshwarden.ts';
import { periscope } from './network/periscope.ts';
import { plainfield } from './network/plainfield.ts';
import { switchyard } from './network/switchyard.ts';
import { tinderbox } from './network/tinderbox.ts';
import { tollgate } from './network/tollgate.ts';
import { aviary } from './proxmox/aviary.ts';
import { burrow } from './proxmox/burrow.ts';
import { byre } from './proxmox/byre.ts';
import { corral } from './proxmox/corral.ts';
import { gristmill } from './proxmox/gristmill.ts';
import { hayloft } from './proxmox/hayloft.ts';
import { herdbook } from './proxmox/herdbook.ts';
import { lanyard } from './proxmox/lanyard.ts';
import { millrace } from './proxmox/millrace.ts';
import { pasture } from './proxmox/pasture.ts';
import { rackwise } from './proxmox/rackwise.ts';
import { silo } from './proxmox/silo.ts';
import { stallmaster } from './proxmox/stallmaster.ts';
import { tidepool } from './proxmox/tidepool.ts';
import { blackbird } from './security/blackbird.ts';
import { bouncerbook } from './security/bouncerbook.ts';
import { drawbridge } from './security/drawbridge.ts';
import { emberglass } from './security/emberglass.ts';
import { fencepost } from './security/fencepost.ts';
import { moatkeeper } from './security/moatkeeper.ts';
import { nightjar } from './security/nightjar.ts';
import { palisade } from './security/palisade.ts';
import { portcullis } from './security/portcullis.ts';
import { quarterstaff } from './security/quarterstaff.ts';
import { sentrybird } from './security/sentrybird.ts';
import { tallowlamp } from './security/tallowlamp.ts';
import { wardenlog } from './security/wardenlog.ts';

/** Servers of invented products, which no profile knows. */
export const STRANGERS: readonly Stranger[] = [
  ...[
    ferryman,
    periscope,
    tollgate,
    airtower,
    bifrost,
    gatepost,
    lanternfish,
    meshwarden,
    plainfield,
    tinderbox,
    switchyard,
    copperline,
  ],
  ...[
    aviary,
    hayloft,
    silo,
    tidepool,
    burrow,
    corral,
    herdbook,
    lanyard,
    pasture,
    rackwise,
    stallmaster,
    millrace,
    gristmill,
    byre,
  ],
  ...[
    almanac,
    gantry,
    kelp,
    stevedore,
    clusterglass,
    driftwood,
    helmsman,
    kubelens,
    paddock,
    podwatch,
    starling,
    tableturner,
    wheelhouse,
    bosun,
    lighterman,
  ],
  ...[
    blackbird,
    drawbridge,
    palisade,
    bouncerbook,
    fencepost,
    moatkeeper,
    nightjar,
    sentrybird,
    wardenlog,
    tallowlamp,
    quarterstaff,
    portcullis,
    emberglass,
  ],
];
