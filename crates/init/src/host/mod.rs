//! What the machine says of itself: addresses, nameservers, users, privileges.

mod addresses;
mod ground;
mod privileges;
mod resolvers;
mod users;

pub use addresses::{addresses, interfaces};
pub use ground::Ground;
pub use privileges::{Privilege, missing_privileges};
pub use resolvers::nameservers;
pub use users::{number_of, uid_of};
