package profile

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"strings"

	"github.com/canhlua/canhlua/forecast"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// document is a YAML file with the places of its keys.
type document struct {
	folder *folder
	file   string
	root   ast.Node
}

// yaml decodes a file strictly. Syntax, type mistakes and unknown keys are
// reported; false when nothing could be read.
func (f *folder) yaml(file string, into any) (*document, bool) {
	data, ok := f.text(file)
	if !ok {
		return nil, false
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		f.addYAML(file, err)
		return nil, false
	}
	d := &document{folder: f, file: file}
	if len(tree.Docs) > 0 {
		d.root = tree.Docs[0].Body
	}
	if d.root == nil {
		f.add(&forecast.Invalid{File: f.label(file), Reason: "the file is empty", Remedy: "write it as in the embedded profile"})
		return nil, false
	}
	known := len(f.mistakes)
	d.unknownKeys(d.root, reflect.TypeOf(into), "")
	options := []yaml.DecodeOption{yaml.DisallowUnknownField()}
	if len(f.mistakes) > known {
		options = nil // reported already, all of them
	}
	if err := yaml.NewDecoder(bytes.NewReader(data), options...).Decode(into); err != nil && !errors.Is(err, io.EOF) {
		f.addYAML(file, err)
		return nil, false
	}
	return d, true
}

func (f *folder) addYAML(file string, err error) {
	bad := &forecast.Invalid{File: f.label(file), Reason: err.Error(), Remedy: "write it as in the embedded profile"}
	var at yaml.Error
	if errors.As(err, &at) {
		bad.Reason = at.GetMessage()
		if t := at.GetToken(); t != nil && t.Position != nil {
			bad.Line, bad.Value = t.Position.Line, t.Value
			bad.Column = keyBefore(t)
		}
	}
	var kind *yaml.TypeError
	if errors.As(err, &kind) {
		bad.Reason, bad.Remedy = "not "+kindName(kind.DstType.Kind()), "write "+kindName(kind.DstType.Kind())
	}
	f.add(bad)
}

// keyBefore is the key whose value the token begins, empty when it begins none.
func keyBefore(t *token.Token) string {
	if t.Prev != nil && t.Prev.Type == token.MappingValueType && t.Prev.Prev != nil {
		return t.Prev.Prev.Value
	}
	return ""
}

func kindName(kind reflect.Kind) string {
	switch kind {
	case reflect.Int:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "a text"
	case reflect.Slice, reflect.Array:
		return "a list"
	}
	return "a group of keys"
}

// unknownKeys reports every key that the type has no field for.
func (d *document) unknownKeys(node ast.Node, t reflect.Type, path string) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch n := plain(node).(type) {
	case *ast.SequenceNode:
		if t.Kind() == reflect.Slice || t.Kind() == reflect.Array {
			for _, v := range n.Values {
				d.unknownKeys(v, t.Elem(), path)
			}
		}
	default:
		for _, pair := range pairs(node) {
			key := pair.Key.GetToken()
			if inner := fieldType(t, key.Value); inner != nil {
				d.unknownKeys(pair.Value, inner, join(path, key.Value))
			} else if t.Kind() == reflect.Struct {
				d.addAt(key, forecast.Invalid{Column: join(path, key.Value), Reason: "unknown key",
					Remedy: "known here: " + strings.Join(tags(t), ", ")})
			}
		}
	}
}

func fieldType(t reflect.Type, key string) reflect.Type {
	if t.Kind() == reflect.Map {
		return t.Elem()
	}
	if t.Kind() == reflect.Struct {
		for i := range t.NumField() {
			if t.Field(i).Tag.Get("yaml") == key {
				return t.Field(i).Type
			}
		}
	}
	return nil
}

func tags(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		names = append(names, t.Field(i).Tag.Get("yaml"))
	}
	return names
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// plain is the node behind an anchor.
func plain(node ast.Node) ast.Node {
	if a, ok := node.(*ast.AnchorNode); ok {
		return a.Value
	}
	return node
}

func pairs(node ast.Node) []*ast.MappingValueNode {
	switch n := plain(node).(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}

// find gives the place of a key (string) or list element (int) path, as deep as
// the file goes, and whether it goes all the way.
func (d *document) find(path ...any) (at *token.Token, whole bool) {
	node, at := d.root, d.root.GetToken()
	for _, step := range path {
		next, t := child(node, step)
		if next == nil {
			return at, false
		}
		node, at = next, t
	}
	return at, true
}

func child(node ast.Node, step any) (ast.Node, *token.Token) {
	switch step := step.(type) {
	case string:
		for _, pair := range pairs(node) {
			if t := pair.Key.GetToken(); t.Value == step {
				return pair.Value, t
			}
		}
	case int:
		if list, ok := plain(node).(*ast.SequenceNode); ok && step < len(list.Values) {
			return list.Values[step], first(list.Values[step])
		}
	}
	return nil, nil
}

// first is the token a list element begins with.
func first(node ast.Node) *token.Token {
	if p := pairs(node); len(p) > 0 {
		return p[0].Key.GetToken()
	}
	return node.GetToken()
}

// bad reports a mistake at a path.
func (d *document) bad(value, reason, remedy string, path ...any) {
	at, _ := d.find(path...)
	d.addAt(at, forecast.Invalid{Column: pathText(path), Value: value, Reason: reason, Remedy: remedy})
}

func (d *document) addAt(at *token.Token, bad forecast.Invalid) {
	bad.File = d.folder.label(d.file)
	if at != nil && at.Position != nil {
		bad.Line = at.Position.Line
	}
	d.folder.add(&bad)
}
