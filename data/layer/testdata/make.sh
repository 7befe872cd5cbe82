#!/bin/sh
# Makes the files of this folder from plots.geojson (WGS 84) with GDAL 3.6.2:
# VN-2000 / TM-3 105-45 by the parameters of EPSG:6960, as a zipped shapefile and a
# GeoPackage. Python packs. PROJ would by itself choose another shift, EPSG:5194,
# a metre away; so the operation is written out.
set -e
dir=$(mktemp -d)
op="+proj=pipeline +step +proj=axisswap +order=2,1 +step +proj=unitconvert +xy_in=deg +xy_out=rad \
 +step +proj=push +v_3 +step +proj=cart +ellps=WGS84 \
 +step +inv +proj=helmert +x=-191.90441429 +y=-39.30318279 +z=-111.45032835 +rx=-0.00928836 +ry=0.01975479 +rz=-0.00427372 \
 +s=0.252906278 +convention=coordinate_frame +step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3 \
 +step +proj=tmerc +lat_0=0 +lon_0=105.75 +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84"
ogr2ogr -ct "$op" -t_srs EPSG:9210 -lco ENCODING=UTF-8 "$dir/rung.shp" plots.geojson
rm -f rung-tm3.zip rung-tm3.gpkg
(cd "$dir" && python3 -m zipfile -c rung.zip rung.*) && mv "$dir/rung.zip" rung-tm3.zip
ogr2ogr -ct "$op" -t_srs EPSG:9210 -nln rung -nlt PROMOTE_TO_MULTI -lco SPATIAL_INDEX=NO rung-tm3.gpkg plots.geojson
rm -r "$dir"
