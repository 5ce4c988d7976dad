package dev.tilth.spi;

/**
 * Keeps secrets under names and may change them, such as AWS Secrets Manager. Found through {@link
 * java.util.ServiceLoader}, and made when a secret is needed and not before.
 *
 * <p>Both methods may be called by several threads, which are not the run's own; each bounds how
 * long it takes, retries included. A run that is stopped does not wait for that.
 */
public interface SecretStore {

  /**
   * The text of a secret, from wherever it comes soonest: an answer of a cache will do.
   *
   * @param id the name that this store knows it by
   * @throws TilthException if there is none to be had: says which, why and what to do, and shows no
   *     part of a secret, nor does its cause
   */
  Secret fetch(String id);

  /**
   * The text of a secret as the store itself has it now: what a cache holds was refused.
   *
   * @param id the name that this store knows it by
   * @throws TilthException as {@link #fetch}
   */
  Secret fetchAnew(String id);
}
