package main

import (
	"fmt"
	"reflect"
	"sort"
	"strings"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// What a template can reach of Kubernetes' types: the parts of a pod, and what it belongs to.
var reachable = []any{meta.TypeMeta{}, types.NamespacedName{}, meta.ObjectMeta{}, core.PodSpec{}}

// Prints the methods that a template can reach, those of the methods' results too. A line that is not indented names types
// that have the same methods; below it, indented, one line per method: its name, after a `*` if only pointers have it, and
// its type, in which T is the type that has it.
//
// After a type follows, where it has one, `=` and its name in Kubernetes' OpenAPI.
//
// The last lines, after `texts`, name the structs whose method String gives the fields in another order than the struct has
// them, each with its fields in that order.
func printMethods() {
	w := walk{seen: map[reflect.Type]bool{}}
	for _, root := range reachable {
		w.visit(reflect.TypeOf(root))
	}
	defer printTexts(w.named)
	sets := map[string][]string{}
	for _, t := range w.named {
		if lines := methods(t); lines != "" {
			sets[lines] = append(sets[lines], t.String()+model(t))
		}
	}
	keys := make([]string, 0, len(sets))
	for lines, names := range sets {
		sort.Strings(names)
		keys = append(keys, lines)
	}
	sort.Slice(keys, func(i, j int) bool { return sets[keys[i]][0] < sets[keys[j]][0] })
	for _, lines := range keys {
		fmt.Println(strings.Join(sets[lines], " "))
		fmt.Print(lines)
	}
}

type walk struct {
	seen  map[reflect.Type]bool
	named []reflect.Type
}

func (w *walk) visit(t reflect.Type) {
	if w.seen[t] || beyond(t) {
		return
	}
	w.seen[t] = true
	if t.PkgPath() != "" {
		w.named = append(w.named, t)
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		w.visit(t.Elem())
	case reflect.Map:
		w.visit(t.Key())
		w.visit(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if t.Field(i).IsExported() {
				w.visit(t.Field(i).Type)
			}
		}
	}
	if t.PkgPath() == "" {
		return
	}
	for i := range reflect.PointerTo(t).NumMethod() {
		m := reflect.PointerTo(t).Method(i).Type
		if m.NumOut() == 1 || m.NumOut() == 2 && m.Out(1).Name() == "error" {
			w.visit(m.Out(0))
		}
	}
}

// Types that only methods lead to which are not provided, and what is below them.
func beyond(t reflect.Type) bool {
	switch t.PkgPath() {
	case "gopkg.in/inf.v0", "math/big", "google.golang.org/protobuf/reflect/protoreflect":
		return true
	}
	return t.String() == "v1.Timestamp" || t.Kind() == reflect.Interface
}

func methods(t reflect.Type) string {
	p := reflect.PointerTo(t)
	var out strings.Builder
	for i := range p.NumMethod() {
		m := p.Method(i)
		star := "*"
		if _, ok := t.MethodByName(m.Name); ok {
			star = ""
		}
		fmt.Fprintf(&out, " %s%s %s\n", star, m.Name, signature(t, m.Type))
	}
	return out.String()
}

// The type of a method, without its receiver.
func signature(t reflect.Type, m reflect.Type) string {
	name := func(of reflect.Type) string {
		switch of {
		case t:
			return "T"
		case reflect.PointerTo(t):
			return "*T"
		}
		return of.String()
	}
	var in, out []string
	for i := 1; i < m.NumIn(); i++ {
		in = append(in, name(m.In(i)))
	}
	for i := range m.NumOut() {
		out = append(out, name(m.Out(i)))
	}
	results := strings.Join(out, ", ")
	if len(out) > 1 {
		results = "(" + results + ")"
	}
	return strings.TrimSpace("func(" + strings.Join(in, ", ") + ") " + results)
}

// The name of the type in Kubernetes' OpenAPI, which a method of many types gives.
func model(t reflect.Type) string {
	if namer, ok := reflect.Zero(t).Interface().(interface{ OpenAPIModelName() string }); ok {
		return "=" + namer.OpenAPIModelName()
	}
	return ""
}

func printTexts(named []reflect.Type) {
	fmt.Println("texts")
	for _, t := range named {
		p, ok := reflect.New(t).Interface().(fmt.Stringer)
		if !ok || t.Kind() != reflect.Struct || !strings.HasPrefix(p.String(), "&"+t.Name()+"{") {
			continue
		}
		order, declared := []string{}, []string{}
		for _, name := range fieldsOf(p.String()) {
			if _, ok := t.FieldByName(name); ok {
				order = append(order, name)
			}
		}
		for i := range t.NumField() {
			declared = append(declared, t.Field(i).Name)
		}
		if strings.Join(order, " ") != strings.Join(declared, " ") {
			fmt.Printf(" %s %s\n", t, strings.Join(order, " "))
		}
	}
}

// The names of the outermost fields in a struct's text.
func fieldsOf(text string) []string {
	var names []string
	depth, name := 0, ""
	for _, c := range text {
		switch {
		case c == '{' || c == '[':
			depth++
			name = ""
		case c == '}' || c == ']':
			depth--
		case depth == 1 && c == ',':
			name = ""
		case depth == 1 && c == ':' && name != "":
			names = append(names, name)
			name = ""
		case depth == 1:
			name += string(c)
		}
	}
	return names
}
