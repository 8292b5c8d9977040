import "../../parts/first";
import { useState, type FormEvent, type ReactNode } from "react";
import { call } from "../../api/client";
import { ApiError } from "../../api/errors";
import type { TokenReply } from "../../api/schema";
import { takeTokens } from "../../api/session";
import { navigate, usePath } from "../../app/router";
import { Brand } from "../../app/Brand";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { useTitle } from "../../parts/Page";
import { Icon } from "../../parts/Icon";
import { chooseLanguage } from "../../store/preferences";
import { useStore } from "../../store/store";
import { t, type TextKey } from "../../text";

/** What the service asks of new passwords. */
const shortestPassword = 12;

/** The door: signing in, and what people do who come with a link. */
export default function SignInScreen({ link }: { link?: string }) {
  const language = useStore((state) => state.language);
  return (
    <div className="door">
      <section className="door-side" aria-hidden="true">
        <div className="brand"><Brand /></div>
        <p className="door-claim">{t("door.claim")}</p>
        <ul>{(["door.point1", "door.point2", "door.point3"] as TextKey[]).map((key) => <li key={key}><Icon name="check" />{t(key)}</li>)}</ul>
      </section>
      <main className="door-main" id="content">
        <div className="door-box">
          <div className="brand only-narrow"><Brand /></div>
          {link === "welcome" ? <Welcome /> : link === "invitation" ? <Invitation /> : link === "password" ? <NewPassword /> : <SignIn />}
          <p className="door-foot">
            <button type="button" className="as-link" lang={language === "en" ? "el" : "en"} onClick={() => void chooseLanguage(language === "en" ? "el" : "en")}>
              {language === "en" ? "Ελληνικά" : "English"}
            </button>
          </p>
        </div>
      </main>
    </div>
  );
}

/** What stands behind the # of the link; never sent anywhere but in the request that uses it. */
function linkToken(): string {
  return location.hash.replace(/^#/, "");
}

interface FormProps {
  title: string;
  note: ReactNode;
  verb: string;
  submit: (values: Record<string, string>) => Promise<TokenReply>;
  children: ReactNode;
}

function DoorForm({ title, note, verb, submit, children }: FormProps) {
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const path = usePath();
  useTitle(title);
  const run = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = Object.fromEntries([...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]));
    setBusy(true);
    setError(null);
    try {
      takeTokens(await submit(values));
      // Whoever was signed out in the middle of something goes on there.
      if (path === "/" || linkToken().startsWith("kal_")) navigate("/library", { replace: true });
    } catch (failure) {
      setError(ApiError.of(failure));
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void run(event)} className="door-form">
      <h1>{title}</h1>
      <p className="note">{note}</p>
      {error && <p className="form-error" role="alert"><Icon name="warning" />{error.code === "AUTHENTICATION_FAILED" || error.status === 401 ? t("door.wrong") : error.message}</p>}
      {children}
      <Button kind="primary" type="submit" isBusy={isBusy} className="full">{verb}</Button>
    </form>
  );
}

function SignIn() {
  const submit = ({ email = "", password = "" }) => call("POST /api/v1/auth/login", { body: { email, password }, signedIn: false });
  return (
    <DoorForm title={t("door.signIn")} note={t("door.signInNote")} verb={t("door.signIn")} submit={submit}>
      <Field label={t("email")} name="email" type="email" autoComplete="username" required autoFocus />
      <Field label={t("password")} name="password" type="password" autoComplete="current-password" required />
    </DoorForm>
  );
}

function Welcome() {
  const submit = (values: Record<string, string>) => call("POST /api/v1/auth/bootstrap", {
    body: { token: linkToken(), email: values.email ?? "", password: values.password ?? "", display_name: values.name || undefined, workspace_name: values.workspace ?? "" },
    signedIn: false,
  });
  return (
    <DoorForm title={t("door.welcome")} note={t("door.welcomeNote")} verb={t("door.create")} submit={submit}>
      <Field label={t("name")} name="name" autoComplete="name" required autoFocus maxLength={100} />
      <Field label={t("email")} name="email" type="email" autoComplete="username" required />
      <NewPasswordField />
      <Field label={t("workspace.name")} name="workspace" required maxLength={100} defaultValue={t("workspace.first")} hint={t("workspace.nameHint")} />
    </DoorForm>
  );
}

function Invitation() {
  const submit = ({ name = "", password = "" }) => call("POST /api/v1/auth/accept-invitation", {
    body: { token: linkToken(), password, display_name: name || undefined }, signedIn: false,
  });
  return (
    <DoorForm title={t("door.join")} note={t("door.joinNote")} verb={t("door.join")} submit={submit}>
      <Field label={t("name")} name="name" autoComplete="name" autoFocus maxLength={100} />
      <Field label={t("password")} name="password" type="password" autoComplete="new-password" required hint={t("door.joinPassword")} />
    </DoorForm>
  );
}

function NewPassword() {
  const submit = ({ password = "" }) => call("POST /api/v1/auth/reset-password", { body: { token: linkToken(), new_password: password }, signedIn: false });
  return (
    <DoorForm title={t("door.reset")} note={t("door.resetNote")} verb={t("door.reset")} submit={submit}>
      <NewPasswordField />
    </DoorForm>
  );
}

function NewPasswordField() {
  return <Field label={t("password")} name="password" type="password" autoComplete="new-password" required minLength={shortestPassword} maxLength={128} hint={t("password.hint", { n: shortestPassword })} />;
}
