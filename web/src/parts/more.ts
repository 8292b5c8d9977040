// The same for what all screens but the library share.
import "./all";
import "./Chart";
import "./DocumentPicker";
import "./PageView";
import "./Pager";
import "./SecretField";
import "./Tabs";
import "../screens/reader/blocks";
