// What is wrong with a row of the register, in Vietnamese, by the codes of the service;
// its own texts are English. A test holds them against the service's kinds.
import { fill } from '../i18n/index.svelte';
import type { RowFault } from './readiness';

export const faultWords: Record<string, [reason: string, remedy: string]> = {
  id_length: ['trống hoặc dài hơn 64 byte', 'cho mỗi mục một mã riêng'],
  id_twice: ['mã này đã có ở dòng {line}', 'cho mỗi mục một mã riêng'],
  unknown_kind: [
    'loại không có trong readiness.yaml của hồ sơ tỉnh',
    'dùng một loại có ở đó, hoặc thêm vào đó',
  ],
  no_name: ['còn trống', 'ghi tên'],
  half_place: ['vị trí cần cả lat và lon', 'ghi cả hai, hoặc bỏ trống cả hai'],
  no_place: ['không phải một nơi trên Trái Đất', 'ghi độ WGS 84, vĩ độ bắc và kinh độ đông'],
  below_zero: ['nhỏ hơn 0', 'để trống nếu không biết'],
  expires_before: ['trước ngày kiểm tra {checked}', 'sửa một trong hai ngày'],
  no_zone: [
    'bộ khu vực hôm nay không có khu vực này (mã {id})',
    'dùng một mã có ở /api/v1/zones, hoặc để trống nếu là của toàn tỉnh',
  ],
  no_number: ['không phải là số', 'ghi số với dấu chấm thập phân, hoặc để trống'],
  no_day: ['không phải là ngày', 'ghi theo dạng 2026-01-31, hoặc để trống'],
  no_heading: ['không có hàng tên cột: {cause}', 'ghi các cột {columns}'],
  unknown_column: ['không có cột “{column}”', 'các cột là {columns}'],
  no_csv: [
    'không đọc được CSV: {cause}',
    'đặt trong ngoặc kép ô có dấu phẩy hay ngoặc kép, và đóng mọi ngoặc kép',
  ],
  no_points: ['không phải các điểm GeoJSON: {cause}', 'xuất thành điểm GeoJSON, hoặc thành CSV'],
  no_point: ['{type} không phải là điểm', 'ghi một vị trí'],
};

/** Why and what to do, in Vietnamese; none where the code has no words. */
export function vietnamese({ code = '', args = {} }: Pick<RowFault, 'code' | 'args'>): string | undefined {
  if (!(code in faultWords)) return undefined;
  return fill(faultWords[code].join('; '), args);
}
