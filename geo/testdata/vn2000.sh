#!/bin/sh
# Makes vn2000.csv with PROJ (through GDAL's gdaltransform): places across the
# country in VN-2000, put on WGS 84 by the parameters of EPSG:6960.
# Printed by `gdalsrsinfo --version` when it was made: GDAL 3.6.2 (PROJ 9.1).
datum="+step +proj=push +v_3 +step +proj=cart +ellps=WGS84 \
 +step +proj=helmert +x=-191.90441429 +y=-39.30318279 +z=-111.45032835 +rx=-0.00928836 +ry=0.01975479 +rz=-0.00427372 \
 +s=0.252906278 +convention=coordinate_frame +step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3 \
 +step +proj=unitconvert +xy_in=rad +xy_out=deg"
plane() { # meridian scale
	echo "+proj=tmerc +lat_0=0 +lon_0=$1 +k=$2 +x_0=500000 +y_0=0 +ellps=WGS84"
}
row() { # code meridian scale longitude latitude, of VN-2000
	flat=$(echo "$4 $5" | gdaltransform -output_xy -ct "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step $(plane $2 $3)")
	x=$(echo $flat | cut -d' ' -f1) y=$(echo $flat | cut -d' ' -f2)
	world=$(echo "$x $y" | gdaltransform -output_xy -ct "+proj=pipeline +step +inv $(plane $2 $3) $datum")
	echo "EPSG:$1,$x,$y,$(echo $world | tr ' ' ',')"
}
echo "crs,easting_m,northing_m,lon,lat"
row 9205 103.00 0.9999 102.17 22.40 # A Pa Chải
row 9206 104.00 0.9999 104.90 20.90 # Mộc Châu
row 9207 104.50 0.9999 104.72 8.60 # Mũi Cà Mau
row 9207 104.50 0.9999 103.96 10.22 # Phú Quốc
row 9208 104.75 0.9999 103.84 22.34 # Sa Pa
row 5897 105.00 0.9999 105.85 21.03 # Hà Nội
row 9209 105.50 0.9999 105.32 23.38 # Lũng Cú
row 9210 105.75 0.9999 106.2936 11.2944 # Dầu Tiếng
row 9210 105.75 0.9999 106.7936 11.2900 # Phú Giáo
row 9210 105.75 0.9999 106.65 10.98 # Thủ Dầu Một
row 9211 106.00 0.9999 105.34 20.82 # Hòa Bình
row 9212 106.25 0.9999 107.10 16.80 # Quảng Trị
row 9213 106.50 0.9999 105.83 22.15 # Bắc Kạn
row 9214 107.00 0.9999 107.58 16.46 # Huế
row 9215 107.25 0.9999 106.76 21.85 # Lạng Sơn
row 9216 107.50 0.9999 108.00 14.35 # Kon Tum
row 5899 107.75 0.9999 108.05 21.53 # Móng Cái
row 5899 107.75 0.9999 106.60 8.69 # Côn Đảo
row 5898 108.00 0.9999 108.80 15.12 # Quảng Ngãi
row 9217 108.25 0.9999 109.46 12.64 # Mũi Điện
row 9218 108.50 0.9999 108.10 12.67 # Buôn Ma Thuột
row 3405 105.00 0.9996 102.15 22.40 # west end of zone 48
row 3405 105.00 0.9996 106.65 10.98 # Thủ Dầu Một
row 3405 105.00 0.9996 107.95 16.05 # east end of zone 48
row 3406 111.00 0.9996 109.20 12.25 # Nha Trang
row 3406 111.00 0.9996 108.05 14.00 # west end of zone 49
world=$(echo "106.65 10.98" | gdaltransform -output_xy -ct "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad $datum")
echo "EPSG:4756,106.65,10.98,$(echo $world | tr ' ' ',')"
