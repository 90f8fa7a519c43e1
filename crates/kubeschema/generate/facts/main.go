// Prints what is known of Kubernetes' types, read from the Go types themselves: the text of ../fields.txt, or, with the
// argument `methods`, that of ../methods.txt (see methods.go).
//
// One line names a struct type, `core.Container`; below it, indented, one line per field in Go's order:
//
//	json-name GoName type flags...
//
// A type is `string`, `bool`, `int32`, `int64`, `quantity`, `intOrString`, `time`, `bytes`, `raw`, a struct's name,
// `*T`, `[]T`, `map[K]T`; in parentheses follows the name of a named type. Flags: `always` (written even when zero),
// `inline`, `merge=KEY`, `union`, `retainKeys`, `replace`.
package main

import (
	"fmt"
	"os"
	"path"
	"reflect"
	"sort"
	"strings"

	openshift "github.com/openshift/api/apps/v1"
	apps "k8s.io/api/apps/v1"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
)

var groups = map[string]string{
	"k8s.io/api/core/v1":                   "core",
	"k8s.io/api/apps/v1":                   "apps",
	"k8s.io/api/batch/v1":                  "batch",
	"k8s.io/apimachinery/pkg/apis/meta/v1": "meta",
	"github.com/openshift/api/apps/v1":     "openshift",
}

var roots = []any{
	core.Pod{}, core.ReplicationController{}, core.List{}, apps.Deployment{}, apps.DaemonSet{}, apps.ReplicaSet{}, apps.StatefulSet{},
	batch.Job{}, batch.CronJob{}, openshift.DeploymentConfig{},
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "methods" {
		printMethods()
		return
	}
	found := map[string]reflect.Type{}
	for _, root := range roots {
		collect(reflect.TypeOf(root), found)
	}
	names := make([]string, 0, len(found))
	for name := range found {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Println(name)
		t := found[name]
		for i := range t.NumField() {
			fmt.Println(field(t.Field(i)))
		}
	}
}

func collect(t reflect.Type, found map[string]reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		collect(t.Elem(), found)
	case reflect.Struct:
		if leaf(t) != "" || found[qualified(t)] != nil {
			return
		}
		found[qualified(t)] = t
		for i := range t.NumField() {
			collect(t.Field(i).Type, found)
		}
	}
}

func leaf(t reflect.Type) string {
	switch path.Base(t.PkgPath()) + "." + t.Name() {
	case "resource.Quantity":
		return "quantity"
	case "intstr.IntOrString":
		return "intOrString"
	case "v1.Time":
		return "time"
	case "v1.FieldsV1", "runtime.RawExtension":
		return "raw(" + qualified(t) + ")"
	}
	return ""
}

func qualified(t reflect.Type) string {
	group, ok := groups[t.PkgPath()]
	if !ok {
		group = path.Base(t.PkgPath())
	}
	return group + "." + t.Name()
}

func expression(t reflect.Type) string {
	name := ""
	if t.PkgPath() != "" {
		name = "(" + qualified(t) + ")"
	}
	if l := leaf(t); l != "" {
		return l
	}
	switch t.Kind() {
	case reflect.Pointer:
		return "*" + expression(t.Elem())
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return "bytes"
		}
		return "[]" + expression(t.Elem()) + name
	case reflect.Map:
		return "map[" + expression(t.Key()) + "]" + expression(t.Elem()) + name
	case reflect.Struct:
		return qualified(t)
	default:
		return t.Kind().String() + name
	}
}

func field(f reflect.StructField) string {
	parts := strings.Split(f.Tag.Get("json"), ",")
	options := map[string]bool{}
	for _, option := range parts[1:] {
		options[option] = true
	}
	// Go's encoder inlines an embedded struct whose name the tag leaves empty.
	inline := f.Anonymous && parts[0] == ""
	json := parts[0]
	if inline {
		json = "-"
	}
	line := []string{" " + json, f.Name, expression(f.Type)}
	isStruct := f.Type.Kind() == reflect.Struct
	switch {
	case inline:
		line = append(line, "inline")
	case !(options["omitempty"] && !isStruct) && !options["omitzero"]:
		line = append(line, "always")
	}
	key := f.Tag.Get("patchMergeKey")
	for _, strategy := range strings.Split(f.Tag.Get("patchStrategy"), ",") {
		switch {
		case strategy == "":
		case strategy == "merge" && key != "":
			line = append(line, "merge="+key)
		case strategy == "merge":
			line = append(line, "union")
		default:
			line = append(line, strategy)
		}
	}
	return strings.Join(line, " ")
}
