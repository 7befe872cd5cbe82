// What is wrong with a file that holds a layer, with the name of a coordinate system, or
// with what was asked, in Vietnamese, by the codes of the service. A test holds them
// against the service's kinds.
type Words = Record<string, [reason: string, remedy: string]>;

const chooseSystem =
  'ghi đúng hệ tọa độ ở “Cách đọc tệp”: VN-2000/105-45, EPSG:9210, WGS84…; nếu không rõ, hỏi nơi cấp bản đồ';
const copyAgain = 'sao chép hoặc xuất lại lớp bản đồ';
const zipAgain = 'sao chép hoặc nén lại tệp .zip';
const nameLayer = 'ghi tên lớp ở “Cách đọc tệp”';
const onlyAreas = 'chọn lớp gồm các vùng; điểm và đường không có cấp cháy';
const divide = 'chia nhỏ lớp bản đồ, hoặc làm đơn giản đường ranh giới';
const drawRecord = 'vẽ khu vực, hoặc bỏ bản ghi này';
const shapeAgain = 'sửa hoặc bỏ hình này, rồi xuất lại lớp bản đồ';
const sayEncoding = 'chọn bảng mã ở “Cách đọc tệp”: {all}';
const likely = 'có lẽ là {best}, khi đó chữ đầu tiên đọc là {reading}; chọn ở “Cách đọc tệp”';
const unnamed = 'tệp không ghi chữ viết theo bảng mã nào';
const other = 'chữ không theo bảng mã mà tệp ghi ({label})';
const stored = 'chữ vốn gõ bằng TCVN3 (ABC) nhưng đã lưu như bảng mã khác';
const not3 = 'không phải WGS 84, cũng không phải VN-2000';

export const layerWords: Words = {
  file_large: ['tệp {mb} MB, quá mức {most} MB', divide],
  shp_alone: ['chỉ có tệp .shp', 'nén .shp cùng .shx, .dbf, .prj và .cpg thành một tệp .zip'],
  points_many: ['lớp có hơn {most} điểm', divide],
  records_many: ['lớp có hơn {most} bản ghi', 'chia nhỏ lớp bản đồ'],
  texts_many: ['lớp có hơn {most} MB chữ', 'bỏ các cột không cần'],
  crs_wrong: ['{said} của tệp: {fault}', chooseSystem],
  crs_no_prj: ['lớp không có tệp .prj nên không rõ hệ tọa độ', chooseSystem],
  crs_none: ['lớp không ghi hệ tọa độ', chooseSystem],
  layer_unknown: ['tệp không có lớp này; tệp có {layers}', nameLayer],
  layers_several: ['tệp có {n} lớp: {layers}', nameLayer],

  zip_broken: ['tệp .zip không nguyên vẹn ({cause})', zipAgain],
  zip_empty: ['tệp .zip trống', 'nén .shp cùng .shx, .dbf và .prj'],
  zip_leads: [
    'tệp .zip chứa đường dẫn đi ra ngoài thư mục của nó',
    'nén lại từ chính các tệp của lớp; không mở tệp này',
  ],
  zip_twice: ['có hai lần trong tệp .zip', 'nén lại lớp bản đồ'],
  zip_no_shp: ['trong tệp .zip không có .shp', 'nén .shp cùng .shx, .dbf, .prj và .cpg'],
  zip_no_part: ['trong tệp .zip thiếu {part} đi kèm .shp', 'nén đủ các tệp: .shp, .shx, .dbf, .prj, .cpg'],
  zip_bomb: [
    'giải nén từ {packed} thành {bytes} byte: không phải lớp bản đồ',
    'nén lại từ phần mềm đã tạo ra lớp',
  ],
  zip_entry: ['không giải nén được ({cause})', zipAgain],

  dbf_cut: ['tệp .dbf hỏng: bị cắt cụt', copyAgain],
  dbf_head: ['tệp .dbf hỏng: phần đầu không đọc được', copyAgain],
  dbf_fields: ['tệp .dbf hỏng: các cột cần {need} byte, mỗi dòng chỉ có {has}', copyAgain],
  dbf_rows: ['tệp .dbf hỏng: chỉ có {has} trong {need} dòng', copyAgain],
  shx_damaged: ['tệp .shx hỏng hoặc bị cắt cụt', copyAgain],
  shx_dbf_apart: [
    '.shx có {shapes} bản ghi, .dbf có {rows}',
    'các tệp không cùng một lớp: nén những tệp đi với nhau',
  ],
  shp_damaged: ['tệp .shp hỏng hoặc bị cắt cụt', copyAgain],
  shp_cut: ['tệp .shp bị cắt cụt trước bản ghi này', copyAgain],
  holds_points: ['lớp gồm các điểm, không phải vùng', onlyAreas],
  holds_lines: ['lớp gồm các đường, không phải vùng', onlyAreas],
  holds_other: ['lớp gồm các hình loại {kind}, không phải vùng', onlyAreas],
  record_damaged: ['bản ghi hỏng', shapeAgain],
  record_kind: ['bản ghi thuộc loại {kind}, không phải vùng', shapeAgain],
  record_bare: ['không có hình', drawRecord],
  record_empty: ['hình trống', drawRecord],
  shape_damaged: ['hình hỏng', shapeAgain],
  shape_unread: ['hình hỏng ({cause})', shapeAgain],

  gpkg_unread: [
    'không đọc được như một GeoPackage ({cause})',
    'xuất lại thành GeoPackage, hoặc thành shapefile nén .zip',
  ],
  gpkg_no_areas: ['tệp không có lớp nào gồm các vùng', 'xuất các khu vực vào tệp dưới dạng vùng (polygon)'],

  encoding_unknown: ['chưa biết bảng mã này', 'chọn một trong: {all}'],
  encoding_undecodable: ['cột {column}: có chữ không đọc được ({cause})', sayEncoding],
  encoding_unnamed: [unnamed, sayEncoding],
  encoding_unnamed_likely: [unnamed, likely],
  encoding_other: [other, sayEncoding],
  encoding_other_likely: [other, likely],
  encoding_stored: [stored, sayEncoding],
  encoding_stored_likely: [stored, likely],

  note_crs_other: ['{said} của tệp ghi {known}; đã đọc theo {given} như đã chọn', ''],
  note_crs_unused: ['không dùng {said} của tệp ({fault}); đã đọc theo {given} như đã chọn', ''],
  note_deleted: ['bản ghi {n} đã đánh dấu xóa nên bỏ qua', ''],
  note_wal: ['tệp chưa được phần mềm đóng lại: phần còn nằm trong tệp -wal không được đọc', ''],

  crs_which_zone: [
    '{text}: VN-2000 múi nào?',
    'ghi kinh tuyến trục, như VN-2000/105-45, hoặc EPSG:9210; nếu là độ thì ghi EPSG:4756',
  ],
  crs_unknown: [
    '{text}: chưa biết hệ tọa độ này',
    'ghi WGS84, EPSG:9210, VN-2000/105-45 (múi 3° theo kinh tuyến trục) hoặc VN-2000/UTM 48',
  ],
  crs_foreign: [
    `EPSG:{text}: ${not3}`,
    'chuyển lớp bản đồ sang một trong hai hệ, hoặc ghi hệ tọa độ thật của lớp',
  ],
  wkt_long: ['phần mô tả dài {n} byte, quá mức {most}', ''],
  wkt_lost: ['không phải mô tả hệ tọa độ, ở chỗ {at}', ''],
  wkt_other: ['{kind} {name}: không phải hệ tọa độ phẳng hay địa lý', ''],
  wkt_meridian: ['kinh tuyến gốc {value}: không phải Greenwich', ''],
  wkt_angles: ['góc tính bằng {unit}, không phải độ', ''],
  wkt_ellipsoid: [`mốc {name} trên elipxôít {ellipsoid}: ${not3}`, ''],
  wkt_datum: [`mốc {name}: ${not3}`, ''],
  wkt_no_datum: ['{name}: không ghi mốc trắc địa', ''],
  wkt_no_tm: ['{name}: không phải phép chiếu Mercator ngang như UTM và múi 3°', ''],
  wkt_lengths: ['{name}: độ dài tính bằng {unit}, không phải mét', ''],
  wkt_origin: [
    '{name}: gốc ở vĩ độ {lat}, tung độ {northing}: không phải UTM hay múi 3° của bán cầu bắc',
    '',
  ],
  wkt_grid: [
    '{name}: mốc {datum}, kinh tuyến trục {meridian}°, tỉ lệ {scale}, hoành độ gốc {easting} m: không phải UTM hay múi 3° của VN-2000',
    '',
  ],
};

/** What was asked wrongly beside the file. */
export const askWords: Words = {
  basis_empty: ['chưa ghi căn cứ pháp lý của ranh giới', 'ghi số, ngày văn bản'],
  columns_pair: ['cách ghi cột không đúng', 'ghi như id:ma_tk,name:ten'],
  no_day: ['không phải ngày', 'ghi như 2026-01-01'],
  to_before_from: ['ngày cuối trước ngày đầu {from}', 'chọn ngày cuối từ ngày đầu trở đi'],
  zones_none: ['tệp không có khu vực nào dùng được', 'xem lại tệp'],
};
