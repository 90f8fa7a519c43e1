// Prints what is known of the messages below one release's MeshConfig, read from its protobuf files, in the form of
// ../messages.txt:
//
//	go run . DIRECTORY...
//
// The directories hold `mesh/v1alpha1/config.proto` and what it imports: the checkout of istio.io/api that a release's
// go.mod names, and `common-protos` in it.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/bufbuild/protocompile"
	"google.golang.org/protobuf/reflect/protoreflect"
)

func main() {
	compiler := protocompile.Compiler{
		Resolver: protocompile.WithStandardImports(&protocompile.SourceResolver{ImportPaths: os.Args[1:]}),
	}
	files, err := compiler.Compile(context.Background(), "mesh/v1alpha1/config.proto")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	root := files[0].Messages().ByName("MeshConfig")
	seen := map[protoreflect.FullName]bool{root.FullName(): true}
	messages := []protoreflect.MessageDescriptor{root}
	var enums []protoreflect.EnumDescriptor
	for len(messages) > 0 {
		message := messages[0]
		messages = messages[1:]
		fmt.Println(message.FullName())
		for i := range message.Fields().Len() {
			field := message.Fields().Get(i)
			fmt.Println(line(field))
			if field.IsMap() {
				field = field.MapValue()
			}
			if m := field.Message(); m != nil && m.ParentFile().Package() != "google.protobuf" && !seen[m.FullName()] {
				seen[m.FullName()] = true
				messages = append(messages, m)
			}
			if e := field.Enum(); e != nil && !seen[e.FullName()] {
				seen[e.FullName()] = true
				enums = append(enums, e)
			}
		}
	}
	for _, enum := range enums {
		fmt.Println("enum", enum.FullName())
		for i := range enum.Values().Len() {
			value := enum.Values().Get(i)
			fmt.Printf(" %s=%d\n", value.Name(), value.Number())
		}
	}
}

func line(field protoreflect.FieldDescriptor) string {
	words := []string{"", string(field.Name())}
	switch {
	case field.IsMap():
		words = append(words, "map:"+typeOf(field.MapValue()))
	case field.IsList():
		words = append(words, "list:"+typeOf(field))
	default:
		words = append(words, typeOf(field))
	}
	if oneof := field.ContainingOneof(); oneof != nil && !oneof.IsSynthetic() {
		words = append(words, "oneof="+string(oneof.Name()))
	} else if field.HasPresence() && field.Message() == nil {
		words = append(words, "optional")
	}
	if string(field.JSONName()) != jsonName(string(field.Name())) {
		words = append(words, "json="+field.JSONName())
	}
	return strings.Join(words, " ")
}

func typeOf(field protoreflect.FieldDescriptor) string {
	switch {
	case field.Enum() != nil:
		return "enum:" + string(field.Enum().FullName())
	case field.Message() != nil:
		return string(field.Message().FullName())
	default:
		return field.Kind().String()
	}
}

func jsonName(name string) string {
	var out strings.Builder
	upper := false
	for _, c := range name {
		if c == '_' {
			upper = true
			continue
		}
		if upper {
			out.WriteString(strings.ToUpper(string(c)))
		} else {
			out.WriteRune(c)
		}
		upper = false
	}
	return out.String()
}
