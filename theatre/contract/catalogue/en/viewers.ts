/** Names of viewers, made of their colour and an animal: 20,480 of them. Two viewers may share one; the id tells them apart. */
import { viewerPersona, type ViewerColor } from '../../../screening/viewer.ts';

/** Eight words for each colour. */
export const shades: Readonly<Record<ViewerColor, string>> = {
  amber: 'Amber Honey Apricot Saffron Toffee Marigold Topaz Caramel',
  azure: 'Azure Sky Cobalt Cornflower Lapis Sapphire Ocean Bluebell',
  brick: 'Brick Clay Terracotta Sienna Paprika Poppy Tomato Cherry',
  cyan: 'Cyan Aqua Lagoon Turquoise Glacier Ice Spray Reef',
  fern: 'Fern Moss Clover Ivy Basil Forest Nettle Leaf',
  gold: 'Gold Brass Lemon Mustard Wheat Straw Sun Corn',
  indigo: 'Indigo Midnight Iris Ink Denim Dusk Gentian Night',
  jade: 'Jade Emerald Malachite Pine Spruce Juniper Cypress Laurel',
  lilac: 'Lilac Lavender Violet Mauve Wisteria Heather Orchid Crocus',
  mint: 'Mint Sage Pistachio Melon Celery Lime Apple Meadow',
  olive: 'Olive Khaki Caper Bamboo Lichen Reed Thyme Hop',
  plum: 'Plum Damson Grape Aubergine Fig Mulberry Elder Beet',
  rose: 'Rose Peony Coral Blush Raspberry Camellia Dahlia Carnation',
  rust: 'Rust Copper Cinnamon Chestnut Ginger Pumpkin Bronze Maple',
  slate: 'Slate Granite Pewter Steel Smoke Ash Flint Silver',
  teal: 'Teal Harbour Lake Tide Kelp Fjord Pond Bay',
};

export const animals =
  'Badger Bear Crane Deer Dove Eagle Falcon Finch Fox Gull Hare Heron Ibis Jackdaw Jay Kite Lark Lynx Magpie Marten Mole Otter Owl Panda Puffin Raven Robin Seal Stork Swan Tern Wren Albatross Alpaca Antelope Beaver Bee Beetle Bison Bittern Blackbird Bumblebee Bunting Butterfly Buzzard Camel Caribou Chamois Chameleon Cheetah Cormorant Cricket Cuckoo Curlew Dolphin Dormouse Dragonfly Duck Egret Elk Emu Ermine Fawn Ferret Flamingo Gazelle Gecko Gibbon Giraffe Goldfinch Hawk Hedgehog Hoopoe Hornet Hummingbird Husky Impala Jaguar Kestrel Kingfisher Kiwi Koala Ladybird Lapwing Lemur Leopard Linnet Lion Lizard Llama Lobster Macaw Mallard Marmot Merlin Mongoose Mouse Mustang Newt Nightingale Nuthatch Ocelot Octopus Okapi Oriole Osprey Oyster Panther Parrot Partridge Peacock Pelican Penguin Pheasant Pipit Plover Polecat Pony Quail Quokka Rabbit Raccoon Redstart Reindeer Sable Salamander Salmon Sandpiper Seahorse Serval Shrew Siskin Snipe Sparrow Squirrel Starfish Starling Swallow Swift Tapir Thrush Tiger Toucan Trout Turtle Vole Wagtail Walrus Warbler Weasel Whale Wolf Wombat Woodpecker Yak Zebra Condor Ibex Saiga Kudu';

const words = (list: string) => list.split(' ');
const names = words(animals);

export const viewers = {
  /** For example `Amber Fox`. */
  name: (viewerId: string) => {
    const { color, shade, animal } = viewerPersona(viewerId);
    return `${words(shades[color])[shade] ?? ''} ${names[animal] ?? ''}`;
  },
};
