// The mock's zones: a file of the developer's, or a grid of hexagons.
import { readFileSync } from 'node:fs';

const file = process.env.MOCK_ZONES;
const [west, north, width] = [106.35, 11.48, 0.105];

const names = [
  'An Long, Bắc Tân Uyên, Bàu Bàng, Dầu Tiếng, Long Hòa, Minh Thạnh, Phú Giáo, Phước Hòa, Phước Thành',
  'Thanh An, Thường Tân, Trừ Văn Thố, An Phú, Bến Cát, Bình Cơ, Bình Dương, Bình Hòa, Chánh Hiệp, Chánh Phú Hòa',
  'Dĩ An, Đông Hòa, Hòa Lợi, Lái Thiêu, Long Nguyên, Phú An, Phú Lợi, Tân Đông Hiệp, Tân Hiệp, Tân Khánh',
  'Tân Uyên, Tây Nam, Thới Hòa, Thủ Dầu Một, Thuận An, Thuận Giao, Vĩnh Tân',
].flatMap((line) => line.split(', '));

function hexagon(i) {
  const [row, column] = [Math.floor(i / 6), i % 6];
  const [side, tall] = [width / Math.sqrt(3), width * 0.98];
  const x = west + width * (column + (row % 2) / 2);
  const y = north - row * side * 1.5;
  const ring = Array.from({ length: 7 }, (_, k) => {
    const angle = (Math.PI / 3) * k + Math.PI / 6;
    return [x + side * Math.cos(angle), y + ((side * tall) / width) * Math.sin(angle)];
  });
  return { type: 'Polygon', coordinates: [ring] };
}

const bare = (geometry, i) => ({ id: `z${String(i + 1).padStart(2, '0')}`, name: names[i], geometry });
const drawn = file
  ? JSON.parse(readFileSync(file, 'utf8')).features.map(({ id, geometry, properties }, i) => ({
      ...bare(geometry, i),
      id: String(id ?? i),
      name: properties.name ?? properties.ten_xa ?? names[i],
    }))
  : names.map((_, i) => bare(hexagon(i), i));

const rural =
  'An Long,Bắc Tân Uyên,Bàu Bàng,Dầu Tiếng,Long Hòa,Minh Thạnh,Phú Giáo,Phước Hòa,Phước Thành,Thanh An,Thường Tân,Trừ Văn Thố'.split(
    ',',
  );

export const zones = drawn.map((zone) => {
  const wooded = rural.some((name) => zone.name.endsWith(name));
  const groups = zone.name.endsWith('Dầu Tiếng') ? ['natural', 'acacia'] : ['all'];
  return { ...zone, groups, forest: wooded ? true : zone.name.endsWith('Long Nguyên') ? null : false };
});
