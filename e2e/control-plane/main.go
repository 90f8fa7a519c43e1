// One program that is a Kubernetes control plane for tests: which part it is says its first argument, or its name.
//
// The parts are the projects' own commands. Nothing here changes what they do, but for a flag that two of them declare.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	kubectl "k8s.io/kubectl/pkg/cmd"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

func main() {
	part := filepath.Base(os.Args[0])
	if _, known := parts[part]; !known && len(os.Args) > 1 {
		part = os.Args[1]
		os.Args = append([]string{part}, os.Args[2:]...)
	}
	run, known := parts[part]
	if !known {
		fmt.Fprintln(os.Stderr, "usage: control-plane etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kubectl|kwok|stages|allow|review …")
		os.Exit(2)
	}
	run()
}

var parts = map[string]func(){
	"etcd":                    func() { etcdmain.Main(os.Args) },
	"kube-apiserver":          func() { execute(apiserver.NewAPIServerCommand()) },
	"kube-controller-manager": func() { execute(controllers.NewControllerManagerCommand()) },
	"kube-scheduler":          func() { execute(scheduler.NewSchedulerCommand()) },
	"kubectl":                 func() { execute(kubectl.NewDefaultKubectlCommand()) },
	"kwok":                    kwok,
	"stages":                  stages,
	"allow":                   allow,
	"review":                  review,
}

func execute(command *cobra.Command) { os.Exit(cli.Run(command)) }
