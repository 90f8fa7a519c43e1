// Package inject has the data of templates under the names that Go's messages give it.
package inject

import (
	mesh "istio.io/api/mesh/v1alpha1"
	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// SidecarTemplateData is what a template is executed on.
type SidecarTemplateData struct {
	TypeMeta                 meta.TypeMeta
	DeploymentMeta           types.NamespacedName
	ObjectMeta               meta.ObjectMeta
	Spec                     core.PodSpec
	ProxyConfig              *mesh.ProxyConfig
	MeshConfig               *mesh.MeshConfig
	Values                   map[string]any
	Revision                 string
	NativeSidecars           bool
	ProxyImage               string
	ProxyUID                 int64
	ProxyGID                 int64
	InboundTrafficPolicyMode string
	CompliancePolicy         string
}
