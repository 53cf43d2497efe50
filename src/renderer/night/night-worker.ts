/** Folds a night beside the window, so that the window never waits for it. */
import type { NightItem } from '../../../theatre/replay/items.ts';
import type { Ask, Reply } from './night-messages.ts';
import { NightModel } from './night-model.ts';

const model = new NightModel();
const reply = (message: Reply, moved: Transferable[] = []): void => postMessage(message, { transfer: moved });

addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  if (data.is === 'add') {
    const grown = model.add(JSON.parse(data.items) as NightItem[]);
    reply({ is: 'grown', grown }, [grown.times.buffer]);
    return;
  }
  const { id } = data;
  try {
    reply({ is: 'answer', id, value: answerTo(data) });
  } catch (error) {
    reply({ is: 'answer', id, fault: error instanceof Error ? error.message : String(error) });
  }
});

reply({ is: 'ready' });

function answerTo(ask: Exclude<Ask, { is: 'add' }>): unknown {
  switch (ask.is) {
    case 'whole':
      return model.whole();
    case 'picture':
      return model.picture(ask.count);
    case 'seat':
      return model.seatStory(ask.seatId);
    case 'viewer':
      return model.viewerStory(ask.viewerId);
    case 'find':
      return model.find(ask.text);
    case 'why':
      return model.whyLost(ask.viewerId, ask.seatId);
    case 'insights':
      return model.insights();
    case 'what-if':
      return model.whatIf(ask.change);
    default:
      return ask satisfies never;
  }
}
