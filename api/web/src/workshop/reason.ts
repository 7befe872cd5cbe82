// What is wrong with a cell, in the reader's language. The service says it in English;
// what is not listed here is shown as it came.
import { language } from '../i18n/index.svelte';
import type { Fault } from './workshop';

type Wording = [RegExp, string];

const reasons: Wording[] = [
  [/^forest_group (.+), months (.+): no row covers them$/, 'nhóm $1, tháng $2: không có hàng nào'],
  [/^forest_group (.+), months (.+): gap from (.+) to (.+)$/, 'nhóm $1, tháng $2: hở từ $3 đến $4'],
  [
    /^forest_group (.+), months (.+): gap, nothing covers (.+) and less$/,
    'nhóm $1, tháng $2: hở, không có hàng cho giá trị từ $3 trở xuống',
  ],
  [
    /^forest_group (.+), months (.+): gap, nothing covers more than (.+)$/,
    'nhóm $1, tháng $2: hở, không có hàng cho giá trị trên $3',
  ],
  [
    /^forest_group (.+), months (.+): overlaps the range of line (.+)$/,
    'nhóm $1, tháng $2: chồng lên khoảng của dòng $3',
  ],
  [
    /^forest_group (.+), months (.+): lower than level (.+) of line (.+), whose range is lower$/,
    'nhóm $1, tháng $2: thấp hơn cấp $3 của dòng $4 dù chỉ tiêu cao hơn',
  ],
  [
    /^forest_group (.+), months (.+): higher than level (.+) of line (.+), whose range of (.+) is lower$/,
    'nhóm $1, tháng $2: cao hơn cấp $3 của dòng $4 dù $5 cao hơn',
  ],
  [/^not above (.+) (.+)$/, 'không lớn hơn $1 là $2'],
  [/^is no level 1–5$/, 'không phải cấp 1–5'],
  [/^is no number$/, 'không phải là số'],
  [/^may mean thousands or decimals$/, 'không rõ là hàng nghìn hay phần thập phân'],
  [/^".*" is no month 1–12$/, 'không phải tháng 1–12'],
  [/^is no name of a forest group$/, 'không phải tên nhóm loại rừng'],
  [/^is missing$/, 'còn thiếu'],
  [/^the column is missing$/, 'thiếu cột này'],
  [/^unknown column for method (.+)$/, 'cột không thuộc bảng theo chỉ tiêu $1'],
  [/^unknown method$/, 'chỉ tiêu không có'],
  [/^unknown entry$/, 'dòng đầu bảng không có tên này'],
  [/^there are no rows$/, 'bảng không có hàng nào'],
  [/^no status of an edition$/, 'tình trạng không có'],
  [/^holds macros$|^is made for macros \(XLSM\)$/, 'tệp có macro'],
  [/^a formula in .*$/, 'ô có công thức'],
  [/^merged cells in .*$/, 'có ô bị gộp'],
];

const remedies: Wording[] = [
  [/^set .+ to (.+)$/, 'sửa thành $1'],
  [/^leave .+ of the lowest range empty$/, 'để trống giới hạn dưới của khoảng thấp nhất'],
  [/^leave .+ of the highest range empty$/, 'để trống giới hạn trên của khoảng cao nhất'],
  [/^let each range begin where the one below ends$/, 'mỗi khoảng bắt đầu ở chỗ khoảng dưới kết thúc'],
  [/^levels never fall as the index rises$/, 'cấp không được giảm khi chỉ tiêu tăng'],
  [
    /^add rows for these months, or for forest_group all$/,
    'thêm hàng cho những tháng này, hoặc cho nhóm all',
  ],
  [/^write 1, 2, 3, 4 or 5$/, 'ghi 1, 2, 3, 4 hoặc 5'],
  [
    /^write the plain number without thousands separator.*$/,
    'ghi số không có dấu ngăn hàng nghìn, ví dụ 2500',
  ],
  [/^a range is over < x ≤ to$/, 'khoảng là trên < x ≤ đến'],
  [/^write 1-12, 11-4 or 1,2,12.*$/, 'ghi 1-12, 11-4 hoặc 1,2,12'],
  [/^write the group, or all$/, 'ghi tên nhóm, hoặc all'],
  [/^replace formulas by their values$/, 'thay công thức bằng giá trị'],
  [/^unmerge them and write the value into each row$/, 'bỏ gộp ô và ghi giá trị vào từng hàng'],
  [/^save it as XLSX without macros$/, 'lưu lại thành XLSX không có macro'],
];

function worded(text: string, list: Wording[]): string {
  const found = language.now === 'vi' && list.find(([pattern]) => pattern.test(text));
  return found ? text.replace(found[0], found[1]) : text;
}

/** Reason and remedy of a fault. */
export function reasonOf({ reason, remedy }: Fault): string {
  const why = worded(reason, reasons);
  return remedy ? `${why}; ${worded(remedy, remedies)}` : why;
}
