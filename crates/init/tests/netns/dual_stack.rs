//! Pods with addresses of both families.

use crate::harness::call::{Call, End};
use crate::harness::namespace::{APP, PROXY};
use crate::harness::program::{BACKENDS, Backend, Run};
use crate::harness::tools;
use crate::harness::world::{Family, INBOUND, OUTBOUND, Stack, World};

/// The doors at which an application's call and one from outside arrive.
fn doors(world: &World, family: Family) -> [u16; 2] {
    let out = Call::new(APP, family.socket("far:80")).make(&world.pod);
    let into = Call::new(APP, family.socket("pod:8080")).make(&world.peer);
    [out, into].map(|end| match end {
        End::Arrived(arrival, _) => arrival.door,
        end => panic!("{family:?}: a call {end}"),
    })
}

#[test]
fn both_families_are_captured() {
    if !tools::ready() {
        return;
    }
    for backend in BACKENDS {
        let world = World::new(Stack::Dual);
        for family in [Family::V4, Family::V6] {
            assert_eq!(doors(&world, family), [80, 8080]);
        }
        Run::new("-u 1337 -g 1337 -b * -i * --dual-stack", Family::V4)
            .flag(backend.flag())
            .succeed(&world.pod);
        for family in [Family::V4, Family::V6] {
            assert_eq!(doors(&world, family), [OUTBOUND, INBOUND], "{backend:?}, {family:?}");
            let proxy = Call::new(PROXY, family.socket("far:80")).make(&world.pod);
            assert!(
                matches!(proxy, End::Arrived(arrival, _) if arrival.door == 80),
                "{backend:?}: the proxy's call {proxy}"
            );
        }
    }
}

/// Without the flag the pod's first address decides. Rules of native nftables match both families all the same.
#[test]
fn without_the_flag_the_first_address_decides() {
    if !tools::ready() {
        return;
    }
    for backend in BACKENDS {
        let world = World::new(Stack::Dual);
        Run::new("-u 1337 -g 1337 -b * -i *", Family::V4).flag(backend.flag()).succeed(&world.pod);
        assert_eq!(doors(&world, Family::V4), [OUTBOUND, INBOUND], "{backend:?}");
        let wanted = if backend == Backend::NativeNft { [OUTBOUND, INBOUND] } else { [80, 8080] };
        assert_eq!(doors(&world, Family::V6), wanted, "{backend:?}");
    }
}
