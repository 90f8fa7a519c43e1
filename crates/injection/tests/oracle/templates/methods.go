package main

import (
	"fmt"
	"reflect"
	"sort"
	"strings"

	mesh "istio.io/api/mesh/v1alpha1"
)

// Prints the methods of the messages and enumerations below the mesh config: the text of ../messages.txt.
//
//	go run . messages >../messages.txt
//
// A line that is not indented names a type; below it, indented, one line per method with its type.
func printMessages() {
	found := map[string]reflect.Type{}
	collect(reflect.TypeOf(mesh.MeshConfig{}), found)
	names := make([]string, 0, len(found))
	for name := range found {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Println(name)
		t := reflect.PointerTo(found[name])
		for i := range t.NumMethod() {
			m := t.Method(i)
			signature := strings.Replace(m.Type.String(), "func("+t.String()+", ", "func(", 1)
			signature = strings.Replace(signature, "func("+t.String()+")", "func()", 1)
			fmt.Println("", m.Name, signature)
		}
	}
}

func collect(t reflect.Type, found map[string]reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		collect(t.Elem(), found)
		return
	case reflect.Struct, reflect.Int32:
	default:
		return
	}
	if t.PkgPath() == "" || found[t.String()] != nil || reflect.PointerTo(t).NumMethod() == 0 {
		return
	}
	found[t.String()] = t
	if t.Kind() != reflect.Struct {
		return
	}
	// Getters lead to the members of oneofs as well.
	for i := range reflect.PointerTo(t).NumMethod() {
		m := reflect.PointerTo(t).Method(i)
		if strings.HasPrefix(m.Name, "Get") && m.Type.NumOut() == 1 {
			collect(m.Type.Out(0), found)
		}
	}
}
