import { viewerPersona } from '../../../screening/viewer.ts';
import type { shades as englishShades, viewers as english } from '../en/viewers.ts';
import type { Like } from '../like.ts';

/** As first parts of compounds, which need no gender. */
export const shades: typeof englishShades = {
  amber: 'Bernstein Honig Aprikosen Safran Toffee Ringelblumen Topas Karamell',
  azure: 'Azur Himmels Kobalt Kornblumen Lapis Saphir Ozean Glockenblumen',
  brick: 'Ziegel Lehm Terrakotta Siena Paprika Mohn Tomaten Kirsch',
  cyan: 'Zyan Aqua Lagunen Türkis Gletscher Eis Gischt Riff',
  fern: 'Farn Moos Klee Efeu Basilikum Wald Nessel Laub',
  gold: 'Gold Messing Zitronen Senf Weizen Stroh Sonnen Mais',
  indigo: 'Indigo Mitternachts Iris Tinten Jeans Dämmer Enzian Nacht',
  jade: 'Jade Smaragd Malachit Kiefern Fichten Wacholder Zypressen Lorbeer',
  lilac: 'Flieder Lavendel Veilchen Malven Glyzinien Heide Orchideen Krokus',
  mint: 'Minz Salbei Pistazien Melonen Sellerie Limetten Apfel Wiesen',
  olive: 'Oliven Khaki Kapern Bambus Flechten Schilf Thymian Hopfen',
  plum: 'Pflaumen Zwetschgen Trauben Auberginen Feigen Maulbeer Holunder Rüben',
  rose: 'Rosen Pfingstrosen Korallen Puder Himbeer Kamelien Dahlien Nelken',
  rust: 'Rost Kupfer Zimt Kastanien Ingwer Kürbis Bronze Ahorn',
  slate: 'Schiefer Granit Zinn Stahl Rauch Aschen Feuerstein Silber',
  teal: 'Petrol Hafen See Gezeiten Tang Fjord Teich Buchten',
};

export const animals =
  'Dachs Bär Kranich Hirsch Taube Adler Falke Fink Fuchs Möwe Hase Reiher Ibis Dohle Häher Milan Lerche Luchs Elster Marder Maulwurf Otter Eule Panda Lund Rabe Rotkehlchen Robbe Storch Schwan Seeschwalbe Zaunkönig Albatros Alpaka Antilope Biber Biene Käfer Bison Rohrdommel Amsel Hummel Ammer Falter Bussard Kamel Karibu Gämse Chamäleon Gepard Kormoran Grille Kuckuck Brachvogel Delfin Haselmaus Libelle Ente Silberreiher Elch Emu Hermelin Kitz Frettchen Flamingo Gazelle Gecko Gibbon Giraffe Stieglitz Habicht Igel Wiedehopf Hornisse Kolibri Husky Impala Jaguar Turmfalke Eisvogel Kiwi Koala Marienkäfer Kiebitz Lemur Leopard Hänfling Löwe Eidechse Lama Hummer Ara Stockente Murmeltier Merlin Manguste Maus Mustang Molch Nachtigall Kleiber Ozelot Krake Okapi Pirol Fischadler Auster Panther Papagei Rebhuhn Pfau Pelikan Pinguin Fasan Pieper Regenpfeifer Iltis Pony Wachtel Quokka Kaninchen Waschbär Rotschwanz Rentier Zobel Salamander Lachs Strandläufer Seepferdchen Serval Spitzmaus Zeisig Schnepfe Spatz Eichhörnchen Seestern Star Schwalbe Segler Tapir Drossel Tiger Tukan Forelle Schildkröte Wühlmaus Bachstelze Walross Grasmücke Wiesel Wal Wolf Wombat Specht Yak Zebra Kondor Steinbock Saiga Kudu';

const words = (list: string) => list.split(' ');
const names = words(animals);

export const viewers: Like<typeof english> = {
  name: (viewerId) => {
    const { color, shade, animal } = viewerPersona(viewerId);
    return `${words(shades[color])[shade] ?? ''}-${names[animal] ?? ''}`;
  },
};
