// An OAuth application that asks nobody: the token is made of the code it is given.
const { OauthService } = require("medusa-interfaces")

const token = (access_token, refresh_token) => ({
  access_token,
  refresh_token,
  token_type: "bearer",
  expires_in: 3600,
})

class EchoOauthService extends OauthService {
  // Medusa asks for this once, at start, and names the service after `application_name`.
  static getAppDetails({ application_name, display_name, install_url, uninstall_url }) {
    return { application_name, display_name, install_url, uninstall_url }
  }

  async generateToken(code) {
    return token(`access-${code}`, `refresh-${code}`)
  }

  async refreshToken(refresh_token) {
    return token(`access-of-${refresh_token}`, refresh_token)
  }

  async destroyToken() {}
}

exports.default = EchoOauthService
