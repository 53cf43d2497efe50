/** Who is looking at a screening: a fold of what server instances say, and of the log's word that one is gone. */
import type { Gone, PresenceEvent, Recorded } from './events.ts';
import { emptyMap, get, remove, set, values, type PersistentMap } from './persistent-map.ts';

export interface Present {
  readonly viewerId: string;
  readonly color: string;
  /** Server instances and kiosks that hold a connection of theirs. */
  readonly instances: readonly string[];
  /** Epoch milliseconds of their arrival. */
  readonly since: number;
}

export interface PresenceState {
  readonly viewers: PersistentMap<Present>;
}

export const nobody: PresenceState = { viewers: emptyMap() };

export function isPresent(state: PresenceState, viewerId: string): boolean {
  return get(state.viewers, viewerId) !== undefined;
}

function withoutInstance(viewers: PersistentMap<Present>, viewer: Present, instance: string): PersistentMap<Present> {
  if (!viewer.instances.includes(instance)) return viewers;
  const instances = viewer.instances.filter((other) => other !== instance);
  return instances.length === 0
    ? remove(viewers, viewer.viewerId)
    : set(viewers, viewer.viewerId, { ...viewer, instances });
}

export function evolvePresence(
  state: PresenceState,
  { at, event }: Pick<Recorded<PresenceEvent | Gone>, 'at' | 'event'>,
): PresenceState {
  switch (event.type) {
    case 'joined': {
      const { viewerId, color, instance } = event;
      const known = get(state.viewers, viewerId);
      if (known?.instances.includes(instance)) return state;
      const instances = [...(known?.instances ?? []), instance];
      const since = known?.since ?? at;
      return { viewers: set(state.viewers, viewerId, { viewerId, color, instances, since }) };
    }
    case 'left': {
      const known = get(state.viewers, event.viewerId);
      if (!known) return state;
      const viewers = withoutInstance(state.viewers, known, event.instance);
      return viewers === state.viewers ? state : { viewers };
    }
    case 'gone': {
      let { viewers } = state;
      for (const viewer of values(state.viewers)) {
        viewers = withoutInstance(viewers, viewer, event.instance);
      }
      return viewers === state.viewers ? state : { viewers };
    }
    default:
      return event satisfies never;
  }
}
