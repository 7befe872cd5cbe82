// Package web is the web app, built by npm into dist and embedded. It serves
// nothing itself and imports nothing of ours.
package web

import (
	"embed"
	"io/fs"
)

// The folder always holds .gitkeep, so that Go builds where Node never ran.
//
//go:embed all:dist
var dist embed.FS

// Files gives the app's files with index.html at the root, and whether the app
// was built; if not, there is no index.html and the remedy is
// `npm ci && npm run build` in api/web.
func Files() (files fs.FS, built bool) {
	files, err := fs.Sub(dist, "dist")
	if err != nil { // only an invalid name errs, and "dist" is valid
		return dist, false
	}
	_, err = fs.Stat(files, "index.html")
	return files, err == nil
}
