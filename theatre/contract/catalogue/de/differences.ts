import type { differences as english } from '../en/differences.ts';
import type { Like } from '../like.ts';

export const differences: Like<typeof english> = {
  behind: (title, found, remembered) =>
    `Das Log von „${title}“ endet bei ${found}, aber dieses Haus hatte schon ${remembered} verzeichnet: Es können Bestellungen darin fehlen.`,
  differs: (title, remembered) =>
    `Das Log von „${title}“ ist nicht das, welches dieses Haus bis ${remembered} verzeichnet hat: Vielleicht wurde es aus einer älteren Kopie zurückgespielt.`,
  shut: 'Der Verkauf ist angehalten, damit kein Platz zweimal verkauft wird. Bitten Sie, wer diesen Rechner betreut, „npm run repair“ auszuführen.',
};
